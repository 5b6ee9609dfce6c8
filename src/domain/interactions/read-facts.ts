import type { Db } from '../../storage/driver.ts'
import { type LoggedFact, selectEventFacts, selectHeads, selectInteractionFacts } from './facts.sql.ts'

/** A place in the two logs of a tenant: the last numbers that were seen. */
export interface FactPlace {
  readonly events: number
  readonly interactions: number
}

/** A fact as it is told to who follows the logs, and its number in its log. */
export interface FollowedFact {
  readonly log: keyof FactPlace
  readonly seq: number
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly contactId: string | null
  readonly schemaId: string | null
  readonly data: Readonly<Record<string, unknown>>
}

export interface FactStretch {
  readonly facts: readonly FollowedFact[]
  readonly upTo: FactPlace
  readonly isBehind: boolean
  /** The logs are shorter than the place: the tenant was reset. */
  readonly wasReset: boolean
}

/** Before the first fact. */
export const nowhere: FactPlace = { events: 0, interactions: 0 }

/** Where the logs end now. */
export const readEnd = async (db: Db, tenantId: string): Promise<FactPlace> =>
  (await readEnds(db, [tenantId])).get(tenantId) ?? nowhere

/** The same of many tenants; one of which nothing was told is absent. */
export async function readEnds(db: Db, tenantIds: readonly string[]): Promise<Map<string, FactPlace>> {
  const ends = new Map<string, FactPlace>()
  for (const { tenant_id: tenantId, log, seq } of await selectHeads(db, tenantIds))
    ends.set(tenantId, { ...(ends.get(tenantId) ?? nowhere), [log]: seq })
  return ends
}

/** Where one is who was at a place and is told a fact. */
export const placeAfter = (place: FactPlace, { log, seq }: FollowedFact): FactPlace => ({
  ...place,
  [log]: seq,
})

/** What comes after a place: at most so many numbers of each log, those of one log in their order. */
export async function readFacts(
  db: Db,
  tenantId: string,
  after: FactPlace,
  most: number,
): Promise<FactStretch> {
  const end = await readEnd(db, tenantId)
  if (end.events < after.events || end.interactions < after.interactions)
    return { facts: [], upTo: end, isBehind: false, wasReset: true }
  const upTo = {
    events: Math.min(end.events, after.events + most),
    interactions: Math.min(end.interactions, after.interactions + most),
  }
  const events =
    upTo.events > after.events ? await selectEventFacts(db, tenantId, after.events, upTo.events) : []
  const interactions =
    upTo.interactions > after.interactions
      ? await selectInteractionFacts(db, tenantId, after.interactions, upTo.interactions)
      : []
  const facts = [
    ...events.map(row => toFact(row, 'events')),
    ...interactions.map(row => toFact(row, 'interactions')),
  ]
  const isBehind = upTo.events < end.events || upTo.interactions < end.interactions
  return { facts, upTo, isBehind, wasReset: false }
}

function toFact(row: LoggedFact, log: keyof FactPlace): FollowedFact {
  const { seq, id, type, at, data, contact_id: contactId, schema_id: schemaId } = row
  return { log, seq, id, type, at, contactId, schemaId, data }
}
