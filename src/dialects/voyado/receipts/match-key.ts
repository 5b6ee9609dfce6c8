import { defaultContactType } from '../../../domain/contacts/contact-type.ts'
import type { MatchKey } from '../../../domain/purchases/match-key.ts'
import type { Fields } from '../commerce-reader.ts'

/** The vendor's kinds of match keys. Nobody has a card here, so a card's fallback is never needed. */
const kinds = {
  Email: 'email',
  SocialSecurityNumber: 'socialSecurityNumber',
  MobilePhone: 'mobilePhone',
  CardId: 'card',
  ExternalId: 'externalId',
  MemberNumber: 'memberNumber',
  ContactId: 'contactId',
  MemberNumberWithCardNumberAsFallback: 'memberNumber',
} as const satisfies Record<string, MatchKey['kind']>
const names = Object.keys(kinds) as (keyof typeof kinds)[]

/** `{ matchKey, matchKeyType, contactType? }`, as receipts and orders have it. */
export function toMatchKey(fields: Fields): MatchKey {
  return {
    value: fields.text('matchKey'),
    kind: kinds[fields.oneOf('matchKeyType', names)],
    contactType: fields.optionalText('contactType')?.trim() || defaultContactType,
  }
}

/** The older form: `customerKey` and `customerKeyType` beside the other fields. */
export function toCustomerKey(fields: Fields): MatchKey {
  return {
    value: fields.text('customerKey'),
    kind: kinds[fields.oneOf('customerKeyType', names)],
    contactType: fields.optionalText('contactType')?.trim() || defaultContactType,
  }
}
