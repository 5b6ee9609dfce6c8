import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'

/** What a contact may weigh. Far above any real one: the caps are there for hostile input. */
const mostAttributes = 200
const mostBytes = 64 * 1024
const deepestNesting = 20
const longestName = 200
const mostFaults = 100

/** What keeps attributes from being stored: at most one fault per attribute, none when all is well. */
export function attributeFaults(attributes: Readonly<Record<string, unknown>>): Fault[] {
  const names = Object.keys(attributes)
  if (names.length > mostAttributes)
    return [{ field: 'attributes', message: `must not be more than ${mostAttributes}` }]

  const faults: Fault[] = []
  for (const name of names) {
    const message = nameProblem(name) ?? valueProblem(attributes[name], 1)
    if (message !== undefined && faults.length < mostFaults)
      faults.push({ field: name.slice(0, 100), message })
  }
  if (faults.length > 0) return faults
  // Only now: values that are nested too deep would overflow the stack of the serialiser.
  const bytes = Buffer.byteLength(JSON.stringify(attributes))
  if (bytes > mostBytes) return [{ field: 'attributes', message: `must not be more than ${mostBytes} bytes` }]
  return []
}

function nameProblem(name: string): string | undefined {
  if (name === '' || name.length > longestName) return `must have a name of 1 to ${longestName} characters`
  return isStorableText(name) ? undefined : 'must have a name of well-formed text without U+0000'
}

function valueProblem(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return textProblem(value)
  if (typeof value === 'number') return numberProblem(value)
  if (typeof value !== 'object' || value === null) return undefined
  if (depth > deepestNesting) return `must not be nested more than ${deepestNesting} levels deep`
  for (const [name, child] of Object.entries(value)) {
    const problem = textProblem(name) ?? valueProblem(child, depth + 1)
    if (problem !== undefined) return problem
  }
  return undefined
}

/** JSON readers turn 1e400 into infinity, which is written as null, and 12345678901234567890 into another integer. */
function numberProblem(value: number): string | undefined {
  const isKept = Number.isFinite(value) && (Number.isSafeInteger(value) || !Number.isInteger(value))
  return isKept ? undefined : 'is a number that would not be kept to the digit: send it as a text'
}

function textProblem(text: string): string | undefined {
  return isStorableText(text) ? undefined : 'must be well-formed text without U+0000'
}
