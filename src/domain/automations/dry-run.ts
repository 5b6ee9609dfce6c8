import { addDuration } from '../../kernel/duration.ts'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { contactNotFound } from '../contacts/errors.ts'
import { condition, exit, jump, splitByShare, splitByValue } from './decide-steps.ts'
import type { Definition, Step, StepOf } from './definition.ts'
import { forkInto } from './fork-step.ts'
import { endOfQuiet, zoneOf } from './local-time.ts'
import { printScope } from './print-scope.ts'
import { readContacts } from './read-contacts.ts'
import { renderValues } from './render-values.ts'
import { messageWays } from './step-shapes.ts'
import type { Tick } from './tick.ts'
import { wait, waitForDate, waitForTime } from './wait-steps.ts'
import { Walker } from './walker.ts'

export const assumptions = ['happened', 'timedOut', 'succeeded', ...messageWays] as const
type Assumption = (typeof assumptions)[number]

/** What is assumed of what nobody can know: by the id of a step. Without it nothing happens, and calls succeed. */
export type Assumptions = Readonly<Record<string, Assumption>>

export interface DryStep {
  readonly step: string
  readonly kind: string
  readonly outcome: string
  readonly detail: string | null
  readonly at: Date
}

export interface DryPath {
  readonly path: readonly DryStep[]
  /** How it would end; `not yet` when it is longer than is looked at. */
  readonly ends: string
  readonly endsAt: Date
}

export interface DryRun extends DryPath {
  /** The paths of its branches, in their order. */
  readonly branches: readonly (DryPath & { readonly branch: number })[]
}

const mostSteps = 500
const nobody = '00000000-0000-0000-0000-000000000000'

/**
 * The path that a contact would take if it entered now with such an entry. Nothing is done. Conditions are asked of the
 * contact as it is, at the time at which they would be. Throws `contact-not-found`.
 */
export async function dryRun(
  tx: Tx,
  tenant: Tenant,
  definition: Definition,
  {
    automationId = nobody,
    contactId,
    data = {},
    assume = {},
  }: {
    automationId?: string
    contactId: string
    data?: Readonly<Record<string, unknown>> | undefined
    assume?: Assumptions | undefined
  },
  at: Date,
): Promise<DryRun> {
  const contact = isUuid(contactId)
    ? (await readContacts(tx, tenant.id, [contactId], at)).get(contactId.toLowerCase())
    : undefined
  if (!contact) throw contactNotFound(contactId.slice(0, 100))
  const run = newWalker(definition, automationId, contactId.toLowerCase(), data, at)
  run.contact = contact
  const begun: Begun[] = [{ walker: run, at }]
  const paths: DryPath[] = []
  let left = mostSteps
  for (const each of begun) {
    const path = await walk(tx, tenant, each, assume, left, begun)
    left -= path.path.length
    paths.push(path)
  }
  const [own, ...others] = paths
  return { ...own!, branches: others.map((path, n) => ({ branch: n + 1, ...path })) }
}

interface Begun {
  readonly walker: Walker
  readonly at: Date
}

/** Goes on to the end, at most so many steps. Branches on the way are put to what has begun. */
async function walk(
  tx: Tx,
  tenant: Tenant,
  { walker, at }: Begun,
  assume: Assumptions,
  most: number,
  begun: Begun[],
): Promise<DryPath> {
  const times = walker.done.map(() => at)
  let now = at
  for (let n = 0; n < most && walker.state === 'moving'; n++) {
    const { step } = walker
    const tick: Tick = { tx, tenant, now, hold: async walkers => walkers, reread: async () => {} }
    if (step.kind === 'fork')
      begun.push(
        ...forkInto(step, walker, begun.length - 1, now).map(branch => ({ walker: branch, at: now })),
      )
    else now = await take(tick, walker, assume)
    while (times.length < walker.done.length) times.push(now)
  }
  const path = walker.done.map(({ step, kind, outcome, detail }, n) => ({
    step,
    kind,
    outcome,
    detail,
    at: times[n]!,
  }))
  return { path, ends: walker.state === 'ended' ? walker.reason : 'not yet', endsAt: now }
}

function newWalker(
  definition: Definition,
  automationId: string,
  contactId: string,
  data: Readonly<Record<string, unknown>>,
  at: Date,
) {
  const kind = definition.entry.kind
  return new Walker(
    {
      tenant_id: nobody,
      id: nobody,
      due_at: at,
      waits_until: null,
      leased_until: at,
      automation_id: automationId,
      version: 0,
      contact_id: contactId,
      entry_fact: nobody,
      entry: { kind, type: kind, schemaId: null, at: at.toISOString(), data },
      step: definition.start,
      entered_at: at,
      reason: 'start',
      results: {},
      jumps: {},
      steps_done: 0,
      started_at: at,
      branch: 0,
      branch_of: null,
      branches: 0,
    },
    definition,
  )
}

const deciding = { condition, splitByValue, splitByShare, jump, exit }
const timed = { wait, waitForDate, waitForTime }

/** Does as if a step were done, and answers what time it is then. */
async function take(tick: Tick, walker: Walker, assume: Assumptions): Promise<Date> {
  const { step, stepId } = walker
  const { now, tenant } = tick
  const assumed = Object.hasOwn(assume, stepId) ? assume[stepId] : undefined
  if (step.kind in timed) {
    const perform = timed[step.kind as keyof typeof timed]
    await perform(tick, step as never, [walker])
    if ((walker.state as string) !== 'parked') return now
    const later = { ...tick, now: walker.waitsUntil! }
    walker.state = 'moving'
    walker.hasArrived = false
    await perform(later, step as never, [walker])
    return later.now
  }
  if (step.kind in deciding) {
    await deciding[step.kind as keyof typeof deciding](tick, step as never, [walker])
    return now
  }
  if (step.kind === 'waitForEvent') {
    const until = assumed === 'happened' ? now : addDuration(now, step.timeout, tenant.settings.timeZone)
    if (assumed === 'happened') walker.go(step.next, 'would have happened', until)
    else walker.go(step.timedOut, 'would time out', until)
    return until
  }
  if (step.kind === 'waitForMessage') {
    const way = messageWays.find(each => each === assumed && step[each] !== undefined)
    const until = way ? now : addDuration(now, step.timeout, tenant.settings.timeZone)
    if (way) walker.go(step[way], `would be ${way}`, until)
    else walker.go(step.timedOut, 'would time out', until)
    return until
  }
  if (step.kind === 'sendMessage') {
    const until = quietUntil(walker, step, tick) ?? now
    walker.go(step.next, 'would be queued', until, `${step.channel} ${step.templateId}`)
    return until
  }
  if (step.kind === 'callApi' && assumed === 'failed') walker.go(step.failed ?? step.next, 'would fail', now)
  else walker.go((step as { next?: string }).next, 'would be done', now, detailOf(walker, step))
  return now
}

function quietUntil(walker: Walker, step: StepOf<'sendMessage'>, { now, tenant }: Tick): Date | undefined {
  const { quietHours } = walker.definition
  if (!quietHours || step.ignoresLimits) return undefined
  return endOfQuiet(
    now,
    quietHours,
    zoneOf(quietHours.zone, tenant.settings.timeZone, walker.contact?.attributes),
  )
}

function detailOf(walker: Walker, step: Step): string | null {
  if (step.kind === 'addToList' || step.kind === 'removeFromList') return step.listId
  if (step.kind === 'webhook' || step.kind === 'callApi') return step.url
  const values =
    step.kind === 'updateContact' ? step.attributes : step.kind === 'recordInteraction' ? step.payload : {}
  const { definition, contact } = walker
  const rendered = renderValues(definition, values ?? {}, printScope(walker), contact?.attributes)
  return 'problem' in rendered ? rendered.problem : JSON.stringify(rendered.values)
}
