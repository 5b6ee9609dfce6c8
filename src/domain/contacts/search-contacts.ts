import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Contact, fromRow } from './contact.ts'
import { selectContacts } from './contacts.sql.ts'
import { contactSearchInvalid } from './errors.ts'
import { toCriteria } from './find-contact-ids.ts'
import { findContactType } from './find-contact-type.ts'
import { type SearchFilter, selectMatches } from './search.sql.ts'
import { isTime, type Sorting } from './sorting.ts'

/** Which contacts are wanted; they must meet all that is given. */
export interface ContactFilter {
  readonly contactType?: string | undefined
  readonly approved?: boolean | undefined
  /** What one is known by, in any form that a key can have. */
  readonly key?: string | undefined
  /** Beginnings of words of names and keys, in any order. */
  readonly text?: string | undefined
  /** Members of a segment or list. */
  readonly segmentId?: string | undefined
  readonly createdFrom?: Date | undefined
  readonly createdUntil?: Date | undefined
}

/** Throws `contact-type-unknown` or `contact-search-invalid`. */
export async function readContactFilter(
  db: Db,
  tenant: Tenant,
  { contactType, approved, key, text, segmentId, createdFrom, createdUntil }: ContactFilter,
  now: Date,
): Promise<SearchFilter> {
  const type = contactType === undefined ? undefined : await findContactType(db, tenant, contactType)
  const criterion = key === undefined ? undefined : toCriteria({ any: key }, now)[0]
  if (key !== undefined && !criterion) throw contactSearchInvalid()
  if (segmentId !== undefined && !isUuid(segmentId)) throw contactSearchInvalid()
  return {
    contactType: type?.id,
    approved,
    key: criterion,
    words: text === undefined ? undefined : toWordQuery(text),
    segmentId,
    createdFrom,
    createdUntil,
  }
}

export const newestFirst: Sorting = { by: 'createdAt', isFalling: true }

/**
 * A page of contacts, by default those made last first. Throws `contact-type-unknown`, `contact-search-invalid`,
 * `cursor-invalid`.
 */
export async function searchContacts(
  db: Db,
  tenant: Tenant,
  wanted: ContactFilter,
  page: { readonly limit: number; readonly cursor?: string | undefined; readonly sorting?: Sorting },
  now: Date,
): Promise<Page<Contact>> {
  const { limit, cursor, sorting = newestFirst } = page
  const name = `${sorting.isFalling ? '-' : ''}${sorting.by}`
  const isPlace = (part: string) =>
    isTime(sorting.by) ? readInstant(part, 'offset-required') !== undefined : isStorableText(part)
  const [, place = '', id = ''] = readPlace(cursor, [part => part === name, isPlace, isUuid]) ?? []
  const filter = await readContactFilter(db, tenant, wanted, now)
  const after = cursor === undefined ? undefined : { place, id }
  const matches = await selectMatches(db, tenant.id, filter, sorting, after, limit + 1)
  const found = toPage(matches, limit, last => [name, last.place, last.id])
  const contacts = await selectContacts(
    db,
    tenant.id,
    found.items.map(each => each.id),
  )
  const byId = new Map(contacts.map(row => [row.id, fromRow(row)]))
  return { items: found.items.flatMap(each => byId.get(each.id) ?? []), nextCursor: found.nextCursor }
}

const mostWords = 10

/**
 * The text of a `tsquery` that asks for every word of a text as the beginning of a word. A database whose locale knows
 * ASCII only leaves other letters as they are when it makes words lower case, so each word is sought in the ways in which
 * people write names: as it is, with a capital, all in capitals.
 */
export function toWordQuery(text: string): string {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter(word => word !== '')
  if (words.length === 0 || words.length > mostWords || text.length > 200 || !isStorableText(text))
    throw contactSearchInvalid()
  return words.map(word => `(${[...spellings(word)].map(quoted).join(' | ')})`).join(' & ')
}

function spellings(word: string): ReadonlySet<string> {
  const [first = '', ...rest] = word
  const ascii = (letters: string) => letters.replace(/[A-Z]/g, letter => letter.toLowerCase())
  return new Set([word, ascii(first.toUpperCase() + rest.join('')), ascii(word.toUpperCase())])
}

const quoted = (word: string) => `'${word.replaceAll(/['\\]/g, '$&$&')}':*`
