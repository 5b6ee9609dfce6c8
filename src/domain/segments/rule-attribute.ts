import { workedOut } from '../contacts/computed-attributes.ts'
import { type Comparison, readComparison } from './comparison.ts'
import { readName } from './figure.ts'
import { blame, fieldAt, type Place } from './rule-input.ts'
import { units } from './window.ts'

/** An attribute of the contact, as it is stored. */
export type AttributeRule = { readonly kind: 'attribute'; readonly name: string } & Comparison

export function readAttributeRule(place: Place): AttributeRule {
  const name = readName(fieldAt(place, 'name'))
  const instead = workedOut.get(name)
  if (instead) blame(fieldAt(place, 'name'), `is worked out when a contact is read: ask for ${instead}`)
  return { kind: 'attribute', name, ...readComparison(place, ['kind', 'name'], units) }
}
