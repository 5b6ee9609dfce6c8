/** A key is an attribute by which a contact can be found, in the one form in which equal ones are equal text. */

import { isStorableText } from '../../kernel/storable.ts'
import { normaliseEmail } from './email-address.ts'
import { normalisePhone } from './phone-number.ts'
import { normaliseSocialSecurityNumber } from './social-security-number.ts'

/** Also the names of the attributes that hold them. */
export const keyKinds = [
  'email',
  'mobilePhone',
  'memberNumber',
  'externalId',
  'socialSecurityNumber',
  'userId',
  'anonymousId',
] as const
export type KeyKind = (typeof keyKinds)[number]

export interface KeySurroundings {
  /** The tenant's time: it decides the century of a Swedish personal number of ten digits. */
  readonly now: Date
  /** The country whose calling code a phone number without one has. */
  readonly countryCode?: unknown
}

/** To finish the sentence "must be …". */
export const keyWords: Readonly<Record<KeyKind, string>> = {
  email: 'an e-mail address',
  mobilePhone: 'a phone number with its calling code, such as +46701234567',
  memberNumber: 'a text of 1 to 200 characters',
  externalId: 'a text of 1 to 200 characters',
  socialSecurityNumber: 'a Swedish personal or coordination number or a Finnish personal identity code',
  userId: 'a text of 1 to 200 characters',
  anonymousId: 'a text of 1 to 200 characters',
}

/** The normal form of a key, or undefined when the text is none of that kind. Costs bounded time for any text. */
export function normaliseKey(kind: KeyKind, text: string, { now, countryCode }: KeySurroundings) {
  if (kind === 'email') return normaliseEmail(text)
  if (kind === 'mobilePhone') return normalisePhone(text, countryCode)
  if (kind === 'socialSecurityNumber') return normaliseSocialSecurityNumber(text, now)
  return normaliseCustomKey(text)
}

/** A member number, an external id or the name that a client gave: any text, trimmed. */
export function normaliseCustomKey(text: string): string | undefined {
  if (text.length > 1000) return undefined
  const key = text.trim()
  return key.length >= 1 && key.length <= 200 && isStorableText(key) ? key : undefined
}
