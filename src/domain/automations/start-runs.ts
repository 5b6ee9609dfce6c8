import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { matchContacts } from '../segments/match-contacts.ts'
import { selectPresentContacts } from './contacts.sql.ts'
import { type Definition, isOccasion } from './definition.ts'
import { listeningNames } from './fact.ts'
import { periodBefore, startOfPeriod } from './local-time.ts'
import type { RunEntry } from './run.ts'
import { runStarted } from './run-facts.ts'
import { insertListeners, insertRuns, noteRefusals, type Refusal, selectEarlierRuns } from './runs.sql.ts'
import { shareOf } from './share.ts'

/** An automation as it is when runs start on it. */
export interface Startable {
  readonly id: string
  readonly version: number
  readonly definition: Definition
}

/** A contact that is to enter an automation because of a fact. */
export interface Candidate {
  readonly automation: Startable
  readonly contactId: string
  readonly factId: string
  readonly entry: RunEntry
}

/**
 * Starts the runs of candidates that may start, and answers how many these are. For each other one it is noted why not.
 * Who starts runs of a tenant takes turns with others, because he holds the head of its events: what limits count is
 * there when it is counted. Nor can a contact be deleted meanwhile: its deletion comes later in the log, and whoever
 * follows that finds the run. The same fact starts a run of an automation once.
 */
export async function startRuns(
  tx: Tx,
  tenant: Tenant,
  candidates: readonly Candidate[],
  at: Date,
): Promise<number> {
  if (candidates.length === 0) return 0
  await lockEvents(tx, [tenant.id])
  const there = await presentContacts(tx, tenant.id, candidates)
  const { admitted, refusals } = await admit(tx, tenant, there, at)
  await noteRefusals(tx, tenant.id, oncePerReason(refusals), at)
  if (admitted.length === 0) return 0

  const runs = admitted.map(candidate => ({ ...candidate, id: newId() }))
  const written = await insertRuns(
    tx,
    tenant.id,
    runs.map(({ id, automation, contactId, factId, entry }) => ({
      id,
      automationId: automation.id,
      version: automation.version,
      contactId,
      entryFact: factId,
      entry: JSON.stringify(entry),
      step: automation.definition.start,
    })),
    at,
  )
  const started = runs.filter(run => written.has(run.id))
  await insertListeners(
    tx,
    tenant.id,
    started.flatMap(({ id, contactId, automation: { definition } }) =>
      lastingNames(definition).map(fact => ({ runId: id, contactId, fact })),
    ),
  )
  await appendEvents(
    tx,
    started.map(({ id, contactId, automation, entry }) =>
      runStarted(tenant.id, { id, contactId, automationId: automation.id }, entry.kind, at),
    ),
  )
  return started.length
}

async function presentContacts(tx: Tx, tenantId: string, candidates: readonly Candidate[]) {
  const ids = new Set(candidates.map(({ contactId }) => contactId))
  const present = await selectPresentContacts(tx, tenantId, [...ids])
  return candidates.filter(({ contactId }) => present.has(contactId))
}

/** What a run listens for as long as it lasts: its goal and its exits. */
export function lastingNames({ goal, exits = [] }: Definition): string[] {
  return [...new Set([...(goal ? [goal] : []), ...exits].flatMap(listeningNames))]
}

async function admit(tx: Tx, tenant: Tenant, candidates: readonly Candidate[], at: Date) {
  const refusals: Refusal[] = []
  const refuse = ({ automation, contactId, factId }: Candidate, reason: string) => {
    refusals.push({ automationId: automation.id, contactId, factId, reason })
    return false
  }

  const outside = await outsideAudience(tx, tenant.id, candidates, at)
  const asked: Candidate[] = []
  for (const candidate of candidates) {
    const refusal = outside.has(candidate) ? 'not in the audience' : controlGroupOf(tenant, candidate)
    if (refusal) refuse(candidate, refusal)
    else asked.push(candidate)
  }
  const pairs = new Map(
    asked.filter(({ automation }) => isLimited(automation.definition)).map(each => [pairOf(each), each]),
  )
  const earlier = await earlierRuns(tx, tenant.id, [...pairs.values()])
  const admitted = asked.filter(candidate => {
    const { frequency = { limit: 'everyTime' } } = candidate.automation.definition
    if (!isLimited(candidate.automation.definition)) return true
    const known = earlier.get(pairOf(candidate))!
    const since = startsAgainAfter(frequency, at, tenant.settings.timeZone)
    if (known.isRunning && !frequency.whileRunning) return refuse(candidate, 'running already')
    if (known.lastStartedAt && since && known.lastStartedAt >= since)
      return refuse(candidate, 'started before')
    earlier.set(pairOf(candidate), { isRunning: true, lastStartedAt: at })
    return true
  })
  return { admitted, refusals }
}

/** Of which control group a contact is that does not enter; nothing when it is of none. */
export function controlGroupOf(
  tenant: Tenant,
  { contactId, automation: { id, definition } }: Pick<Candidate, 'contactId' | 'automation'>,
): string | undefined {
  const { percent = 0, universal = false } = definition.controlGroup ?? {}
  if (percent > 0 && shareOf(contactId, id, 'control') < percent) return 'control group'
  const { universalControlGroupPercent: ofAll } = tenant.settings
  return universal && shareOf(contactId, tenant.id, 'control') < ofAll ? 'universal control group' : undefined
}

/** Those whom a fact would let enter and whom the audience of its entry leaves out. Occasions have asked already. */
async function outsideAudience(tx: Tx, tenantId: string, candidates: readonly Candidate[], at: Date) {
  const outside = new Set<Candidate>()
  for (const [{ entry }, own] of Map.groupBy(candidates, each => each.automation.definition)) {
    if (isOccasion(entry) || entry.audience === undefined) continue
    const asked = own.filter(candidate => candidate.entry.kind === entry.kind)
    const ids = [...new Set(asked.map(({ contactId }) => contactId))]
    const inside = await matchContacts(tx, tenantId, entry.audience, ids, at)
    for (const candidate of asked) if (!inside.has(candidate.contactId)) outside.add(candidate)
  }
  return outside
}

const pairOf = ({ automation, contactId }: Candidate) => `${automation.id} ${contactId}`

export function isLimited({ frequency }: Definition): boolean {
  return !frequency?.whileRunning || frequency.limit !== 'everyTime'
}

async function earlierRuns(tx: Tx, tenantId: string, asked: readonly Candidate[]) {
  if (asked.length === 0) return new Map()
  const found = await selectEarlierRuns(
    tx,
    tenantId,
    asked.map(({ automation, contactId }) => ({ automationId: automation.id, contactId })),
  )
  return new Map(asked.map((candidate, n) => [pairOf(candidate), found[n]!]))
}

/** A run that began since then keeps another from beginning; nothing when none does. */
export function startsAgainAfter(
  { limit, period = 'rolling' }: NonNullable<Definition['frequency']>,
  at: Date,
  zone: string,
): Date | undefined {
  if (limit === 'everyTime') return undefined
  if (limit === 'once') return new Date(0)
  if (period === 'calendar') return startOfPeriod(at, limit, zone)
  return new Date(periodBefore(at, limit, zone).getTime() + 1)
}

/** The last of the refusals of each contact, automation and reason, and how many they are. */
function oncePerReason(refusals: readonly Refusal[]): (Refusal & { count: number })[] {
  const alike = Map.groupBy(refusals, each => `${each.automationId} ${each.contactId} ${each.reason}`)
  return [...alike.values()].map(own => ({ ...own.at(-1)!, count: own.length }))
}
