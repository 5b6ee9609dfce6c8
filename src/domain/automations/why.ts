import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { matchContacts } from '../segments/match-contacts.ts'
import type { Rule } from '../segments/rule.ts'
import type { Automation, AutomationWithDefinition } from './automation.ts'
import { selectPresentContacts } from './contacts.sql.ts'
import { isOccasion, type Match } from './definition.ts'
import { matches, typesOf } from './fact.ts'
import { selectEventsSince, selectInteractionsSince } from './facts.sql.ts'
import { usualAttribute } from './geofence.ts'
import { readAutomation } from './read-automations.ts'
import { selectRefusals, selectRunPage } from './read-runs.sql.ts'
import { type RunWithBranches, type RunWithHistory, withBranches } from './read-runs.ts'
import { fromRow } from './run.ts'
import { selectEarlierRuns } from './runs.sql.ts'
import { controlGroupOf, isLimited, startsAgainAfter } from './start-runs.ts'

/** Why a contact got, or did not get, what an automation does. */
export interface Why {
  readonly automation: Automation
  /** In sentences, the most telling first. */
  readonly says: readonly string[]
  /** Its newest runs with all that they and their branches did. */
  readonly runs: readonly RunWithBranches[]
  /** Why facts that fitted started nothing. */
  readonly refusals: readonly { reason: string; factId: string; count: number; at: Date }[]
  /** The newest facts of the kind that starts it, and whether they fit. */
  readonly facts: readonly { factId: string; type: string; at: Date; fits: boolean }[]
  /** What would keep a run from starting now, or null. */
  readonly wouldBeRefused: string | null
}

const [mostRuns, mostFacts] = [10, 20]
const beginning = new Date(0)
const nobody = '00000000-0000-0000-0000-000000000000'

/** Looks at everything that decides of a contact in an automation. Throws `automation-not-found`. */
export async function whyContact(
  tx: Tx,
  tenant: Tenant,
  automationId: string,
  contactId: string,
  now: Date,
): Promise<Why> {
  const automation = await readAutomation(tx, tenant.id, automationId)
  const { definition: _, ...told } = automation
  const isThere = isUuid(contactId) && (await selectPresentContacts(tx, tenant.id, [contactId])).size > 0
  if (!isThere) {
    const says = [`There is no contact ${contactId.slice(0, 100)}.`]
    return { automation: told, says, runs: [], refusals: [], facts: [], wouldBeRefused: 'no contact' }
  }
  const rows = await selectRunPage(
    tx,
    tenant.id,
    { automationId: automation.id, contactId, isWhole: true },
    undefined,
    mostRuns,
  )
  const runs = await withBranches(tx, tenant.id, rows.map(fromRow))
  const errors = runs
    .flatMap(run => [run, ...run.branches])
    .flatMap(({ id, lastError }) => (lastError ? [`Run ${id} cannot go on: ${lastError}`] : []))
  const refusals = (await selectRefusals(tx, tenant.id, automation.id, contactId)).map(row => ({
    reason: row.reason,
    factId: row.fact_id,
    count: row.count,
    at: row.at,
  }))
  const facts = await newestFacts(tx, tenant, automation, contactId)
  const wouldBeRefused = await refusalNow(tx, tenant, automation, contactId, now)
  const says = [
    ...errors,
    ...runs.slice(0, 3).flatMap(run => [run, ...run.branches].map(sayRun)),
    ...refusals.map(
      each =>
        `${each.count} time(s) it was not started, last at ${each.at.toISOString()}: ${refusalWords[each.reason] ?? each.reason}.`,
    ),
    ...(runs.length === 0 && refusals.length === 0 ? sayNothingStarted(automation, facts) : []),
    ...(wouldBeRefused
      ? [`A run would not start now: ${refusalWords[wouldBeRefused] ?? wouldBeRefused}.`]
      : []),
  ]
  return { automation: told, says, runs, refusals, facts, wouldBeRefused }
}

const refusalWords: Readonly<Record<string, string>> = {
  'control group': 'the contact is in the control group',
  'universal control group': "the contact is in the company's control group",
  'running already': 'the contact is on its way through it',
  'started before': 'the start frequency does not allow it yet',
  'not running': 'the automation is not running',
  'not in the audience': 'the contact is not in the audience',
}

function sayRun(run: RunWithHistory): string {
  const name = run.branch === 0 ? 'Run' : `Branch ${run.branch} of run`
  const began = `${name} ${run.branchOf ?? run.id} began at ${beginningOf(run).toISOString()}`
  if (run.state === 'ended') {
    const last = run.history.at(-1)
    const lastStep = last
      ? ` Its last step was ${last.step}: ${last.outcome}${last.detail ? ` (${last.detail})` : ''}.`
      : ''
    return `${began} and ended at ${run.endedAt?.toISOString()}: ${run.reason}.${lastStep}`
  }
  if (run.reason === 'branches') return `${began} and waits for its branches.`
  return `${began} and stands at ${run.step}, waiting (${run.reason}) until ${run.dueAt.toISOString()}.`
}

/** Of a branch, when it left the fork. */
const beginningOf = ({ branch, startedAt, history: [first] }: RunWithHistory) =>
  branch === 0 || !first ? startedAt : first.at

function sayNothingStarted(
  { state, startedAt, definition }: AutomationWithDefinition,
  facts: Why['facts'],
): string[] {
  if (!startedAt) return [`The automation was never started: it is ${state}.`]
  if (isOccasion(definition.entry)) return ['No occasion has come at which the contact was to enter.']
  if (facts.length === 0) return ['Nothing of the kind that starts it happened to the contact.']
  if (!facts.some(each => each.fits) && definition.entry.kind === 'geofence')
    return [sayNotCrossed(definition.entry)]
  if (!facts.some(each => each.fits))
    return ['What happened to the contact does not fit the conditions of the entry.']
  if (!facts.some(each => each.fits && each.at >= startedAt))
    return ['What fits happened before the automation was started.']
  return [
    'What fits happened while the automation was not running, or was not the first time, or is being worked through now.',
  ]
}

function sayNotCrossed({ when, attribute = usualAttribute, where }: Match): string {
  const way = when === 'exits' ? 'out of' : 'into'
  return `No change of ${attribute} led the contact ${way} the area${where === undefined ? '' : ' as the conditions of the entry ask for'}.`
}

async function newestFacts(
  tx: Tx,
  tenant: Tenant,
  { definition: { entry } }: AutomationWithDefinition,
  contactId: string,
) {
  if (isOccasion(entry)) return []
  const match: Match = entry
  const question = [{ contactId, since: beginning, except: nobody }]
  const found =
    match.kind === 'interaction'
      ? await selectInteractionsSince(tx, tenant.id, (match.schemaId as string) ?? null, question, mostFacts)
      : await selectEventsSince(tx, tenant.id, typesOf(match), question, mostFacts)
  return found.map(({ fact }) => ({
    factId: fact.id,
    type: fact.type,
    at: fact.at,
    fits: matches(match, fact),
  }))
}

async function refusalNow(
  tx: Tx,
  tenant: Tenant,
  { id, state, definition }: AutomationWithDefinition,
  contactId: string,
  now: Date,
): Promise<string | null> {
  if (state !== 'running') return 'not running'
  const controlGroup = controlGroupOf(tenant, { contactId, automation: { id, definition, version: 0 } })
  if (controlGroup) return controlGroup
  const audience = (definition.entry as { audience?: Rule }).audience
  if (audience && !(await matchContacts(tx, tenant.id, audience, [contactId], now)).has(contactId))
    return 'not in the audience'
  if (!isLimited(definition)) return null
  const { frequency = { limit: 'everyTime' as const } } = definition
  const [earlier] = await selectEarlierRuns(tx, tenant.id, [{ automationId: id, contactId }])
  if (earlier?.isRunning && !frequency.whileRunning) return 'running already'
  const since = startsAgainAfter(frequency, now, tenant.settings.timeZone)
  return earlier?.lastStartedAt && since && earlier.lastStartedAt >= since ? 'started before' : null
}
