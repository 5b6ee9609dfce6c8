/**
 * The timeline of a contact: every kind of fact of it, in one order. Interactions are facts of the type
 * `interaction.created`; all others are the events of the log.
 */
import { isUuid } from '../../kernel/ids.ts'
import { readInstant } from '../../kernel/instant.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Interaction } from './interaction.ts'
import { type Place, selectEventsOf, selectInteractionsOf } from './timeline.sql.ts'

export interface TimelineFact {
  readonly id: string
  readonly type: string
  readonly at: Date
  /** The alias of the schema that it concerns. */
  readonly schemaId: string | null
  /** Of an interaction, its payload; of an event, what it tells. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface TimelineFilter {
  /** `interaction.created`, `message.*`; absent: all. */
  readonly types?: readonly string[] | undefined
  /** Of interactions, those of these schemas: their keys. Other facts are left out then. */
  readonly schemaKeys?: readonly string[] | undefined
  readonly from?: Date | undefined
  readonly until?: Date | undefined
}

export interface PageWish {
  readonly limit: number
  readonly cursor?: string | undefined
}

const isInstant = (text: string) => readInstant(text, 'offset-required') !== undefined

function readBefore(cursor: string | undefined): Place | undefined {
  const [at = '', id = ''] = readPlace(cursor, [isInstant, isUuid]) ?? []
  return cursor === undefined ? undefined : { at, id }
}

/** The newest first, by the time at which it happened. Throws `cursor-invalid`. */
export async function readTimeline(
  db: Db,
  { id: tenantId }: Tenant,
  contactId: string,
  { types, schemaKeys, from, until }: TimelineFilter,
  { limit, cursor }: PageWish,
): Promise<Page<TimelineFact>> {
  const span = { from, until, before: readBefore(cursor), limit: limit + 1 }
  const wantsInteractions = types === undefined || types.some(type => fits(type, 'interaction.created'))
  const [interactions, events] = await Promise.all([
    wantsInteractions ? selectInteractionsOf(db, tenantId, { contactId, schemaKeys }, span) : [],
    schemaKeys === undefined ? selectEventsOf(db, tenantId, contactId, types, span) : [],
  ])
  const facts = [
    ...interactions.map(row => ({
      id: row.id,
      type: 'interaction.created',
      at: row.created_date,
      schemaId: row.alias,
      data: row.payload,
    })),
    ...events.map(({ id, type, at, data, schema_id: schemaId }) => ({ id, type, at, schemaId, data })),
  ]
  facts.sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1))
  return toPage(facts, limit, last => [last.at.toISOString(), last.id])
}

function fits(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}

/** Interactions of the tenant, or of one contact, the newest first. Throws `cursor-invalid`. */
export async function findInteractions(
  db: Db,
  { id: tenantId }: Tenant,
  filter: Pick<TimelineFilter, 'schemaKeys' | 'from' | 'until'> & { readonly contactId?: string | undefined },
  { limit, cursor }: PageWish,
): Promise<Page<Interaction>> {
  const span = { from: filter.from, until: filter.until, before: readBefore(cursor), limit: limit + 1 }
  const rows = await selectInteractionsOf(db, tenantId, filter, span)
  const items = rows.map(row => ({
    id: row.id,
    contactId: row.contact_id,
    schemaId: row.alias,
    createdDate: row.created_date,
    payload: row.payload,
  }))
  return toPage(items, limit, last => [last.createdDate.toISOString(), last.id])
}
