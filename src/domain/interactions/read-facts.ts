import type { Db } from '../../storage/driver.ts'
import { type LoggedFact, selectEventFacts, selectHeads, selectInteractionFacts } from './facts.sql.ts'

/** A place in the two logs of a tenant: the last numbers that were seen. */
export interface FactPlace {
  readonly events: number
  readonly interactions: number
}

/** A fact as it is told to who follows the logs, and the place after it. */
export interface FollowedFact {
  readonly after: FactPlace
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

/** Where the logs end now. */
export const readEnd = (db: Db, tenantId: string): Promise<FactPlace> => selectHeads(db, tenantId)

/** What comes after a place: at most so many numbers of each log, those of one log in their order. */
export async function readFacts(
  db: Db,
  tenantId: string,
  after: FactPlace,
  most: number,
): Promise<FactStretch> {
  const end = await selectHeads(db, tenantId)
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
    ...events.map(row => toFact(row, { events: row.seq, interactions: after.interactions })),
    ...interactions.map(row => toFact(row, { events: upTo.events, interactions: row.seq })),
  ]
  const isBehind = upTo.events < end.events || upTo.interactions < end.interactions
  return { facts, upTo, isBehind, wasReset: false }
}

function toFact(row: LoggedFact, after: FactPlace): FollowedFact {
  const { id, type, at, data, contact_id: contactId, schema_id: schemaId } = row
  return { after, id, type, at, contactId, schemaId, data }
}
