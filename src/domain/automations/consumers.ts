import type { Tx } from '../../storage/driver.ts'
import type { Consumer, Handled, Stretch } from '../../storage/log/consumer.ts'
import { appendEvents } from '../../storage/log/events.ts'
import type { LogName } from '../../storage/log/heads.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import { type FactEntry, isOccasion, type Match } from './definition.ts'
import type { DefinitionCache } from './definition-cache.ts'
import {
  allEventTypes,
  type Fact,
  interactionType,
  logOf,
  matches,
  namesOfFact,
  typesOf,
  valuesOf,
} from './fact.ts'
import {
  selectDeletedContacts,
  selectEarlierInteractions,
  selectEventFacts,
  selectInteractionFacts,
} from './facts.sql.ts'
import type { RunEntry } from './run.ts'
import { runEnded } from './run-facts.ts'
import {
  eraseContacts,
  selectListening,
  selectTenantAndListening,
  type TenantListening,
  wakeRuns,
} from './runs.sql.ts'
import { createStandingMemory } from './standing.ts'
import { type Candidate, type Startable, startRuns } from './start-runs.ts'

/** Not more, because their payloads may be large. */
const shape = { stretchLength: 500, pauseMs: 20 } as const
/** Of the earlier interactions of a contact so many are asked whether they would have fitted a first time. */
const mostEarlier = 200

interface Listening extends Startable {
  readonly entry: FactEntry
  /** Facts up to this number start nothing. */
  readonly after: number
}

/**
 * The consumers that start runs of what happens to contacts, and wake those that wait for it, in the transaction that
 * moves the cursor. For a tenant without automations a stretch costs one statement, and for one whose automations did not
 * change since, one more than what it finds.
 */
export function automationConsumers(cache: DefinitionCache): readonly Consumer[] {
  const memory = createStandingMemory()
  const consumer = (name: string, log: LogName): Consumer => ({
    name,
    log,
    ...shape,
    async handle(tx, stretch) {
      const row = await selectTenantAndListening(tx, stretch.tenantId)
      if (!row) return undefined
      const standing = await memory.at(tx, stretch.tenantId, row.epoch)
      if (standing.length === 0) return undefined
      const running = standing.filter(({ state }) => state === 'running')
      const definitions = await cache.of(
        tx,
        stretch.tenantId,
        running.map(({ key }) => key),
      )
      const listening = running.flatMap(
        ({ id, version, key, after_event, after_interaction }): Listening[] => {
          const definition = definitions.get(key)!
          const { entry } = definition
          if (isOccasion(entry) || logOf(entry) !== log) return []
          return [
            { id, version, definition, entry, after: log === 'events' ? after_event : after_interaction },
          ]
        },
      )
      return take(tx, log, stretch, listening, row)
    },
  })
  return [consumer('automation-interactions', 'interactions'), consumer('automation-events', 'events')]
}

const toHeard = (fact: Fact) => namesOfFact(fact).map(name => ({ contactId: fact.contactId, name }))

/** Tells that it appended also when it only woke runs: who lets runs do their steps listens for both. */
async function take(
  tx: Tx,
  log: LogName,
  stretch: Stretch,
  listening: readonly Listening[],
  row: TenantListening,
): Promise<Handled> {
  const deleted = log === 'events' ? await selectDeletedContacts(tx, stretch) : []
  const areAwaited = row.are_awaited
  const facts = await factsOf(tx, log, stretch, areAwaited ? undefined : listening)
  const found = facts.flatMap(fact =>
    listening
      .filter(({ after, entry }) => fact.seq > after && matches(entry, fact))
      .map(automation => ({ automation, fact })),
  )
  if (found.length === 0 && deleted.length === 0 && !(areAwaited && facts.length > 0)) return undefined
  const first = await onlyFirst(tx, stretch.tenantId, found)
  const awake = areAwaited ? await selectListening(tx, stretch.tenantId, facts.flatMap(toHeard)) : []
  // The head before the rows, as everywhere.
  if (first.length + deleted.length + awake.length > 0) await lockEvents(tx, [stretch.tenantId])
  if (deleted.length > 0) await forget(tx, stretch.tenantId, deleted, row.now)
  await wakeRuns(tx, stretch.tenantId, awake, row.now)
  const started = await startRuns(tx, toTenant(row), first.map(toCandidate), row.now)
  return started + deleted.length + awake.length > 0 ? 'appended' : undefined
}

/** With `listening`, only what one of these may want. */
async function factsOf(tx: Tx, log: LogName, stretch: Stretch, listening: readonly Listening[] | undefined) {
  const entries: readonly Match[] | undefined = listening?.map(({ entry }) => entry)
  if (log === 'events') {
    const types = entries ? [...new Set(entries.flatMap(typesOf))] : allEventTypes
    return types.length === 0 ? [] : selectEventFacts(tx, stretch, types)
  }
  const schemaIds = entries?.map(({ schemaId }) => schemaId as string | undefined)
  if (schemaIds?.length === 0) return []
  const all = !schemaIds || schemaIds.includes(undefined)
  return selectInteractionFacts(tx, stretch, all ? null : [...new Set(schemaIds as string[])])
}

interface Found {
  readonly automation: Listening
  readonly fact: Fact
}

/** Leaves out what asks for a first time and is none. */
async function onlyFirst(tx: Tx, tenantId: string, found: readonly Found[]): Promise<Found[]> {
  const asking = found.filter(
    ({ automation: { entry }, fact }) => entry.firstTime && fact.type === interactionType,
  )
  if (asking.length === 0) return [...found]
  const earlier = await selectEarlierInteractions(
    tx,
    tenantId,
    asking.map(({ fact }) => fact),
    asking.some(({ automation }) => automation.entry.where) ? mostEarlier : 1,
  )
  const again = new Set(
    earlier.flatMap(({ n, fact }) => (matches(asking[n]!.automation.entry, fact) ? [asking[n]!] : [])),
  )
  return found.filter(each => !again.has(each))
}

function toCandidate({ automation, fact }: Found): Candidate {
  return {
    automation,
    contactId: fact.contactId,
    factId: fact.id,
    entry: toEntry(automation.entry.kind, fact),
  }
}

export const toEntry = (kind: string, fact: Fact): RunEntry => ({
  kind,
  type: fact.type,
  schemaId: fact.schemaId,
  at: fact.at.toISOString(),
  data: valuesOf(fact),
})

async function forget(tx: Tx, tenantId: string, contactIds: readonly string[], at: Date) {
  const ended = (await eraseContacts(tx, tenantId, contactIds, at)).filter(
    run => run.was_waiting && run.branch === 0,
  )
  await appendEvents(
    tx,
    ended.map(run =>
      runEnded(
        tenantId,
        { id: run.id, automationId: run.automation_id, contactId: run.contact_id },
        'contact deleted',
        at,
      ),
    ),
  )
}
