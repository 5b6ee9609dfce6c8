import { type Comparison, readComparison } from './comparison.ts'
import { readName } from './figure.ts'
import { fieldAt, type Place } from './rule-input.ts'
import { units } from './window.ts'

/** An attribute of the contact, as it is stored. */
export type AttributeRule = { readonly kind: 'attribute'; readonly name: string } & Comparison

export function readAttributeRule(place: Place): AttributeRule {
  const name = readName(fieldAt(place, 'name'))
  return { kind: 'attribute', name, ...readComparison(place, ['kind', 'name'], units) }
}
