import type { Fault } from './domain-error.ts'
import { pointerTo, shown } from './json-pointer.ts'

/** JSON nested deeper than this is not stored: readers and PostgreSQL walk it with a stack. */
const DEEPEST = 100
const MOST_FAULTS = 100
const NONE: readonly Fault[] = []

/**
 * What keeps a JSON value out of a `jsonb` column, which refuses U+0000 and lone surrogates in strings and in names,
 * or changes it there: JSON readers turn 1e400 into infinity, which is written as null.
 * A fault's field is the name of a top-level property, else a JSON pointer. A value without faults is only walked.
 */
export function storageFaults(value: unknown): readonly Fault[] {
  if (isStorable(value, 0)) return NONE
  const faults: Fault[] = []
  collect(value, [], faults)
  return faults
}

function isStorable(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isStorableText(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth >= DEEPEST) return false
  if (Array.isArray(value)) return value.every(item => isStorable(item, depth + 1))
  // A value that came from JSON has own properties alone, and this way of reading them makes no copies.
  for (const name in value) {
    if (!isStorableText(name) || !isStorable((value as Record<string, unknown>)[name], depth + 1))
      return false
  }
  return true
}

export function isStorableText(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

function collect(value: unknown, path: readonly string[], faults: Fault[]): void {
  if (faults.length >= MOST_FAULTS) return
  const add = (message: string, at = path) => faults.push({ field: fieldAt(at), message })
  if (typeof value === 'string' && !isStorableText(value)) add(textFault(value))
  if (typeof value === 'number' && !Number.isFinite(value)) add('is a number out of range')
  if (typeof value !== 'object' || value === null) return
  if (path.length >= DEEPEST) {
    add(`is nested more than ${DEEPEST} levels deep`)
    return
  }
  for (const [name, child] of Object.entries(value)) {
    if (faults.length >= MOST_FAULTS) return
    const at = [...path, name]
    if (!isStorableText(name))
      add(`has a name that ${textFault(name).replace('must not contain', 'contains')}`, at)
    collect(child, at, faults)
  }
}

function textFault(text: string): string {
  return `must not contain ${text.includes('\0') ? 'U+0000' : 'a lone surrogate'}`
}

function fieldAt(path: readonly string[]): string {
  return shown(path.length === 1 ? path[0]! : pointerTo(...path))
}
