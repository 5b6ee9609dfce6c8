import { rewritable } from '../../../domain/purchases/exact-json.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'

const deepest = 100
/** A number that reading may have changed: a long one, or one with an exponent. */
const delicateNumber = /\d{16}|\d[eE]/

/**
 * The JSON text of each item of a body `{items: […]}`, with its numbers as they were sent. Throws `input-invalid` for what
 * is nested deeper than anything that is stored.
 */
export function rowTexts(items: readonly unknown[], rawBody: string): string[] {
  if (!isShallow(items, deepest))
    throw inputInvalid([{ field: '/items', message: `must not be nested more than ${deepest} levels deep` }])
  if (!delicateNumber.test(rawBody)) return items.map(item => JSON.stringify(item))
  const exact = rewritable(rawBody) as { readonly items: readonly unknown[] }
  return exact.items.map(item => JSON.stringify(item))
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every(child => isShallow(child, levels - 1))
}
