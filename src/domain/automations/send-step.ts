import { addDuration } from '../../kernel/duration.ts'
import { queueSends } from '../messaging/queue-sends.ts'
import type { SendChannel } from '../messaging/send-channel.ts'
import type { Definition, StepOf } from './definition.ts'
import { countQueuedMessages } from './facts.sql.ts'
import { endOfQuiet, zoneOf } from './local-time.ts'
import { customEvent, journeyScope } from './print-scope.ts'
import type { Tick } from './tick.ts'
import type { Walker } from './walker.ts'

/** A send has a key of its run and its step: it is queued once, whoever dies when. */
export async function sendMessage(
  tick: Tick,
  step: StepOf<'sendMessage'>,
  walkers: readonly Walker[],
): Promise<void> {
  const { tx, tenant, now } = tick
  const awake = walkers.filter(walker => step.ignoresLimits || !isQuietFor(tick, walker))
  if (awake.length === 0) return
  const held = await tick.hold(awake) // first, so that what a cap counts is all there is
  const ours = step.ignoresLimits ? held : await withinCap(tick, step.channel, held)
  if (ours.length === 0) return
  const outcomes = await queueSends(
    tx,
    tenant.id,
    ours.map(walker => ({
      contactId: walker.run.contact_id,
      templateId: step.templateId,
      channel: step.channel as SendChannel,
      origin: { kind: 'automation' as const, id: walker.run.automation_id, step: walker.stepId },
      context: contextOf(walker),
      dedupeKey: `automation:${walker.run.id}:${walker.n}`,
    })),
    now,
  )
  for (const [n, walker] of ours.entries()) {
    const outcome = outcomes[n]!
    noteMessage(walker, 'id' in outcome ? outcome.id : undefined)
    if ('id' in outcome) walker.go(step.next, 'queued', now, outcome.id)
    else walker.go(step.next, 'not queued', now, outcome.refusal)
  }
}

/** For a later step that waits for what becomes of it. */
function noteMessage(walker: Walker, sendId: string | undefined) {
  const others = Object.entries(walker.results.messages ?? {}).filter(([step]) => step !== walker.stepId)
  const messages = Object.fromEntries(sendId === undefined ? others : [...others, [walker.stepId, sendId]])
  walker.results = { ...walker.results, messages }
}

const nameOfEntry: Readonly<Record<string, string>> = {
  interaction: 'interaction',
  customTrigger: 'trigger',
  purchase: 'purchase',
  order: 'order',
  abandonedCart: 'cart',
  segmentEntered: 'segment',
  segmentLeft: 'segment',
}

/**
 * What a template may use beside the contact: what happened at last under `event`, what began the run under `run.entry`
 * and under the name of its kind (of business events a list), and replies of calls under `steps`; the same as templates
 * written for WebEngage name it.
 */
export function contextOf({ run, results }: Walker): Record<string, unknown> {
  const { data = {}, kind } = run.entry
  const name = nameOfEntry[kind]
  return {
    ...(name !== undefined && { [name]: data }),
    ...(kind === 'businessEvent' && { businessEvents: Array.isArray(data.events) ? data.events : [data] }),
    ...journeyScope(results),
    event: { ...customEvent(run.entry), ...((results.event ?? data) as object) },
    run: {
      id: run.id,
      automationId: run.automation_id,
      startedAt: run.started_at.toISOString(),
      entry: data,
    },
    steps: results.replies ?? {},
  }
}

function isQuietFor({ now, tenant }: Tick, walker: Walker): boolean {
  const { quietHours } = walker.definition
  if (!quietHours) return false
  const zone = zoneOf(quietHours.zone, tenant.settings.timeZone, walker.contact?.attributes)
  const end = endOfQuiet(now, quietHours, zone)
  if (end) walker.park(end, 'quiet hours')
  return end !== undefined
}

/** Those whose contact may get one more message on the channel. The others pass the step by. */
async function withinCap(tick: Tick, channel: string, walkers: readonly Walker[]): Promise<Walker[]> {
  const free: Walker[] = []
  for (const [definition, own] of Map.groupBy(walkers, walker => walker.definition)) {
    const capped = await cappedOf(tick, definition, channel, own)
    for (const walker of own) {
      if (!capped.has(walker)) free.push(walker)
      else {
        noteMessage(walker, undefined)
        walker.go((walker.step as StepOf<'sendMessage'>).next, 'capped', tick.now)
      }
    }
  }
  return free
}

async function cappedOf(
  { tx, tenant, now }: Tick,
  { frequencyCap = [] }: Definition,
  channel: string,
  walkers: readonly Walker[],
): Promise<ReadonlySet<Walker>> {
  const capped = new Set<Walker>()
  for (const cap of frequencyCap.filter(each => each.channel === channel)) {
    const since = addDuration(now, `-${cap.within}`, tenant.settings.timeZone)
    const ids = [...new Set(walkers.map(({ run }) => run.contact_id))]
    const counts = new Map(await countQueuedMessages(tx, tenant.id, channel, ids, since))
    for (const walker of walkers) {
      const { contact_id: id } = walker.run
      const count = counts.get(id) ?? 0
      if (count >= cap.most) capped.add(walker)
      counts.set(id, count + 1)
    }
  }
  return capped
}
