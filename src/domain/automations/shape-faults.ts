import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { formWords } from './definition-parts.ts'

/** What of a value does not have a shape, each with its place as a JSON pointer that begins with `at`. */
export function shapeFaults(shape: TSchema, value: unknown, at: string): Fault[] {
  return Value.Errors(shape, value).flatMap((error): Fault[] => {
    const place = at + error.instancePath
    const params = error.params as Record<string, unknown>
    if (error.keyword === 'boolean') return [] // told as an additional property, too
    if (error.keyword === 'required')
      return (params.requiredProperties as string[]).map(name => ({
        field: place + pointerTo(name),
        message: 'is missing',
      }))
    if (error.keyword === 'additionalProperties')
      return (params.additionalProperties as string[]).map(name => ({
        field: place + pointerTo(name),
        message: 'is not known here',
      }))
    if (error.keyword === 'pattern')
      return [
        { field: place, message: `must be ${formWords.get(params.pattern) ?? `like ${params.pattern}`}` },
      ]
    if (error.keyword === 'enum')
      return [{ field: place, message: `must be one of ${(params.allowedValues as unknown[]).join(', ')}` }]
    return [{ field: place, message: error.message }]
  })
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
