import Type from 'typebox'
import { inputInvalid } from '../../kernel/domain-error.ts'
import { readInstant } from '../../kernel/instant.ts'

/** Parameters of lists that can be narrowed to a stretch of time. */
export const spanQuery = {
  from: Type.Optional(Type.String({ description: 'An ISO 8601 date-time, included.' })),
  until: Type.Optional(Type.String({ description: 'An ISO 8601 date-time, not included.' })),
}

/** Throws `input-invalid`. */
export function readSpan({ from, until }: { from?: string; until?: string }) {
  return { from: readTime('from', from), until: readTime('until', until) }
}

export function readTime(field: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined
  const instant = readInstant(text, 'offset-required')
  if (!instant)
    throw inputInvalid([
      { field, message: 'must be a date-time with an offset, such as 2025-03-01T10:00:00Z' },
    ])
  return instant
}

/** `a,b` to its parts; blanks around them and empty ones are dropped. */
export function readNames(text: string | undefined): readonly string[] | undefined {
  const names = text?.split(',').map(name => name.trim())
  return names?.filter(name => name !== '')
}
