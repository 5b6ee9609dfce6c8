import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type KeyCriterion, selectIdsByKeys } from './contacts.sql.ts'
import { normaliseEmail } from './email-address.ts'
import { contactNotFound, contactSearchInvalid, keyInvalid, multipleMatches } from './errors.ts'
import { findContactType } from './find-contact-type.ts'
import { normaliseCustomKey } from './keys.ts'
import { normalisePhone } from './phone-number.ts'
import { normaliseSocialSecurityNumber } from './social-security-number.ts'

/** What a contact is known by. A blank one counts as not given; a contact must match all that are given. */
export interface ContactSearch {
  readonly email?: string | undefined
  readonly mobilePhone?: string | undefined
  readonly socialSecurityNumber?: string | undefined
  /** The member number or the external id. */
  readonly customKey?: string | undefined
  /** Any of the above: it is taken for the first of them, in this order of trial, that it is a valid form of: e-mail
   * address, social security number, phone number, custom key. */
  readonly any?: string | undefined
  /** In any letter case. */
  readonly contactType?: string | undefined
}

/** So many are told of those that match. */
export const mostIds = 100

/**
 * The one contact that matches. Throws `contact-not-found`, `multiple-matches`, `contact-type-unknown`,
 * `contact-search-invalid` when nothing is given to look for, and for what is not valid the error of that key.
 */
export async function findContactId(
  db: Db,
  tenant: Tenant,
  search: ContactSearch,
  now: Date,
): Promise<string> {
  return theOnly(await findContactIds(db, tenant, search, now))
}

/** Throws `contact-not-found` or `multiple-matches`. */
export function theOnly(ids: readonly string[]): string {
  const [id, ...others] = ids
  if (id === undefined) throw contactNotFound()
  if (others.length > 0) throw multipleMatches(ids)
  return id
}

/** The first hundred contacts that match, in the order in which they were made. */
export async function findContactIds(
  db: Db,
  tenant: Tenant,
  search: ContactSearch,
  now: Date,
): Promise<string[]> {
  const criteria = toCriteria(search, now)
  if (criteria.length === 0) throw contactSearchInvalid()
  const type = isGiven(search.contactType)
    ? await findContactType(db, tenant, search.contactType.trim())
    : undefined
  return selectIdsByKeys(db, tenant.id, criteria, type?.id, mostIds)
}

/** The keys to look for. Pure; throws for what is given and not valid. */
export function toCriteria(search: ContactSearch, now: Date): KeyCriterion[] {
  const { email, mobilePhone, socialSecurityNumber, customKey, any } = search
  const criteria: KeyCriterion[] = []
  const add = (criterion: KeyCriterion | undefined, refusal: () => Error) => {
    if (!criterion) throw refusal()
    criteria.push(criterion)
  }
  if (isGiven(email)) add(asEmail(email), keyInvalid.email)
  if (isGiven(mobilePhone)) add(asPhone(mobilePhone), keyInvalid.mobilePhone)
  if (isGiven(socialSecurityNumber))
    add(asPersonal(socialSecurityNumber, now), keyInvalid.socialSecurityNumber)
  if (isGiven(customKey)) add(asCustom(customKey), contactSearchInvalid)
  if (isGiven(any)) add(asAny(any, now), contactSearchInvalid)
  return criteria
}

function isGiven(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== ''
}

const asEmail = (text: string) => criterion(['email'], normaliseEmail(text))

const asPhone = (text: string) => criterion(['mobilePhone'], normalisePhone(text))

const asPersonal = (text: string, now: Date) =>
  criterion(['socialSecurityNumber'], normaliseSocialSecurityNumber(text, now))

const asCustom = (text: string) => criterion(['memberNumber', 'externalId'], normaliseCustomKey(text))

const asAny = (text: string, now: Date) =>
  asEmail(text) ?? asPersonal(text, now) ?? asPhone(text) ?? asCustom(text)

function criterion(kinds: KeyCriterion['kinds'], value: string | undefined): KeyCriterion | undefined {
  return value === undefined ? undefined : { kinds, value }
}
