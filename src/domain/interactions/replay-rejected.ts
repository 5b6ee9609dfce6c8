import type { Fault } from '../../kernel/domain-error.ts'
import type { Page } from '../../kernel/page.ts'
import { toPage } from '../../kernel/page.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Schema } from '../schemas/schema.ts'
import { type Prepared, prepare } from './interaction.ts'
import { placeOf, readRejectedPlace } from './list-rejected.ts'
import { recordInteractions } from './record-interactions.ts'
import { deleteRejected, type RejectedFilter, selectRejected, writeFaults } from './rejected.sql.ts'
import { fromRow, type RejectedInteraction, readKeptBody } from './rejected.ts'

/** What became of one, or in a dry run would. */
export type ReplayOutcome = { readonly rejectedId: string } & (
  | { readonly kind: 'stored'; readonly interactionId: string | null }
  | { readonly kind: 'still rejected'; readonly faults: readonly Fault[] }
  | { readonly kind: 'contact missing' }
)

export interface Replay {
  readonly filter: RejectedFilter
  /** At most so many at a time; the page tells where to go on. */
  readonly limit: number
  readonly cursor?: string | undefined
  /** Only says what would become of them. */
  readonly dryRun: boolean
}

/**
 * Checks rejected interactions against the schemas that are there now, the oldest first. Those that follow them are
 * stored, with the time at which they happened, and are rejected no longer; the others are kept with today's faults. All
 * in the transaction of the caller. Who replays holds the head of the tenant's events, so each is stored once.
 */
export async function replayRejected(
  tx: Tx,
  tenant: Tenant,
  schemas: ReadonlyMap<string, Schema>,
  { filter, limit, cursor, dryRun }: Replay,
  at: Date,
): Promise<Page<ReplayOutcome>> {
  if (!dryRun) await lockEvents(tx, [tenant.id])
  const after = readRejectedPlace(cursor)
  const rows = await selectRejected(tx, tenant.id, filter, 'oldest first', after, limit + 1)
  const { items, nextCursor } = toPage(rows.map(fromRow), limit, placeOf)
  const tried = items.flatMap(rejected => {
    const schema = schemas.get(rejected.schemaId)
    return schema ? [{ rejected, prepared: prepareAgain(tenant, schema, rejected) }] : []
  })
  const outcomes = dryRun ? tried.map(foresee) : await store(tx, tenant, tried, at)
  return { items: outcomes, nextCursor }
}

interface Tried {
  readonly rejected: RejectedInteraction
  readonly prepared: Prepared
}

function prepareAgain({ id }: Tenant, schema: Schema, rejected: RejectedInteraction): Prepared {
  const { contactId, schemaId, body } = rejected
  return prepare(id, schema, { contactId, schemaId, body, ...readKeptBody(rejected) })
}

const isBroken = ({ prepared }: Tried) => prepared.faults.length > 0

function foresee({ rejected, prepared: { faults } }: Tried): ReplayOutcome {
  return faults.length > 0
    ? { rejectedId: rejected.id, kind: 'still rejected', faults }
    : { rejectedId: rejected.id, kind: 'stored', interactionId: null }
}

async function store(tx: Tx, tenant: Tenant, tried: readonly Tried[], at: Date): Promise<ReplayOutcome[]> {
  const broken = tried.filter(isBroken)
  const changed = broken.map(({ rejected: { id }, prepared: { faults, schema } }) => ({
    id,
    faults,
    schemaVersion: schema.version,
  }))
  if (changed.length > 0) await writeFaults(tx, tenant.id, changed)

  const valid = tried.filter(each => !isBroken(each))
  const recorded = await recordInteractions(
    tx,
    valid.map(({ prepared }) => ({ prepared, receivedAt: at })),
  )
  const ends = new Map<Tried, ReplayOutcome>(broken.map(each => [each, foresee(each)]))
  for (const [n, outcome] of recorded.entries()) {
    const rejectedId = valid[n]!.rejected.id
    const isStored = outcome.kind === 'stored'
    ends.set(
      valid[n]!,
      isStored
        ? { rejectedId, kind: 'stored', interactionId: outcome.id }
        : { rejectedId, kind: 'contact missing' },
    )
  }
  const stored = valid.filter(each => ends.get(each)!.kind === 'stored')
  await deleteRejected(
    tx,
    tenant.id,
    stored.map(({ rejected }) => rejected.id),
  )
  await appendEvents(
    tx,
    stored.map(({ rejected, prepared }) => ({
      tenantId: tenant.id,
      type: 'interaction.replayed',
      contactId: rejected.contactId,
      data: { rejectedId: rejected.id, interactionId: prepared.id, schemaKey: prepared.schema.key },
      at,
    })),
  )
  return tried.map(each => ends.get(each)!)
}
