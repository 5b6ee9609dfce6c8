import { pointerTo } from '../../kernel/json-pointer.ts'
import { storageFaults } from '../../kernel/storable.ts'
import type { Mistake } from './refused-keywords.ts'

const DEEPEST = 20
const LARGEST = 64 * 1024

/** Checks depth, size and characters of a definition before anything else reads it; mistakes point into it. */
export function fitsDefinition(jsonSchema: object, mistake: Mistake): boolean {
  if (!isShallow(jsonSchema, DEEPEST)) {
    mistake('', `must not be nested more than ${DEEPEST} levels deep`)
    return false
  }
  if (Buffer.byteLength(JSON.stringify(jsonSchema)) > LARGEST) {
    mistake('', `must not be larger than ${LARGEST / 1024} KiB as JSON`)
    return false
  }
  const faults = storageFaults(jsonSchema)
  for (const { field, message } of faults) mistake(field.startsWith('/') ? field : pointerTo(field), message)
  return faults.length === 0
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every(child => isShallow(child, levels - 1))
}
