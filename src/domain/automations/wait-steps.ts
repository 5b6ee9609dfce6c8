import { addDuration } from '../../kernel/duration.ts'
import { isDate, readInstant } from '../../kernel/instant.ts'
import type { StepOf } from './definition.ts'
import { logOf, valuesOf } from './fact.ts'
import { happenedSince } from './happened.ts'
import { isInSlot, momentOf, nextTimeOfDay, zoneOf } from './local-time.ts'
import type { Tick } from './tick.ts'
import { valueAt } from './value-test.ts'
import type { Walker } from './walker.ts'

type Waiting = readonly Walker[]

/**
 * An interaction that comes while a run is being parked may find no listener yet: a little later the log is asked once
 * more. An event cannot, because who parks holds the head of that log when he asks.
 */
export const lookAgainMs = 2000

/**
 * Counted from when the run came to the step, not from when it is worked on: a late worker, or a clock that was moved on,
 * makes nobody wait longer. A wait that ended in the past ended then, and the next one counts from there.
 */
export async function wait({ now, tenant }: Tick, step: StepOf<'wait'>, walkers: Waiting): Promise<void> {
  const dueAfter = new Map<number, Date>()
  for (const walker of walkers) {
    const from = walker.enteredAt.getTime()
    const due = dueAfter.get(from) ?? addDuration(walker.enteredAt, step.for, tenant.settings.timeZone)
    dueAfter.set(from, due)
    if (walker.hasArrived && due > now) walker.park(due, 'wait')
    else walker.go(step.next, 'waited', earlier(due, now))
  }
}

/** When what was waited for was there. */
const earlier = (due: Date, now: Date) => (due < now ? due : now)

export async function waitForDate(
  { now, tenant }: Tick,
  step: StepOf<'waitForDate'>,
  walkers: Waiting,
): Promise<void> {
  for (const walker of walkers) {
    if (!walker.hasArrived) {
      walker.go(step.next, 'reached', earlier(walker.waitsUntil ?? now, now))
      continue
    }
    const zone = tenant.settings.timeZone
    const due = dateOf(walker, step, zone)
    if (due && due > now) walker.park(due, 'wait')
    else if (due && step.grace && addDuration(due, step.grace, zone) > now)
      walker.go(step.next, 'reached', now)
    else walker.go(step.missed ?? step.next, 'missed', now, due ? due.toISOString() : 'there is no date')
  }
}

/** A date alone is its first moment in the tenant's zone. */
export function dateOf(walker: Walker, step: StepOf<'waitForDate'>, zone: string): Date | undefined {
  const isPath = /^(entry|contact|replies|event)\./.test(step.date)
  const text = isPath ? valueAt(walker.scope, step.date) : step.date
  if (typeof text !== 'string' || text.length > 100) return undefined
  const at = isDate(text) ? momentOf(text, '00:00', zone) : readInstant(text, 'offset-optional')
  return at && step.offset ? addDuration(at, step.offset, zone) : at
}

export async function waitForTime(
  { now, tenant }: Tick,
  step: StepOf<'waitForTime'>,
  walkers: Waiting,
): Promise<void> {
  for (const walker of walkers) {
    const zone = zoneOf(step.zone, tenant.settings.timeZone, walker.contact?.attributes)
    const due = dueIn(step, walker, now, zone)
    if (due > now) walker.park(due, 'wait')
    else walker.go(step.next, 'reached', due)
  }
}

/** Into a slot it must come; a time that was waited for is over when it is worked on late, and yet it came. */
function dueIn(
  { time, weekdays, slots = [] }: StepOf<'waitForTime'>,
  { hasArrived, enteredAt, waitsUntil }: Walker,
  now: Date,
  zone: string,
) {
  if (time !== undefined)
    return hasArrived ? nextTimeOfDay(enteredAt, time, zone, weekdays) : earlier(waitsUntil ?? now, now)
  const isOpen = slots.some(slot => isInSlot(now, slot, zone))
  return isOpen
    ? now
    : new Date(Math.min(...slots.map(slot => Number(nextTimeOfDay(now, slot.from, zone, slot.weekdays)))))
}

/**
 * What was written when it came is asked of the log when it is due: to be woken is only a hint. What happens after its
 * time is too late, also when nobody worked on the run before.
 */
export async function waitForEvent(
  tick: Tick,
  step: StepOf<'waitForEvent'>,
  walkers: Waiting,
): Promise<void> {
  const { now, tenant } = tick
  const ours = await tick.hold(walkers)
  const dueOf = ({ enteredAt }: Walker) => addDuration(enteredAt, step.timeout, tenant.settings.timeZone)
  const log = logOf(step.event)
  const happened = await happenedSince(tick, step.event, ours, walker => {
    const { heard } = walker.results
    const isOfLog = heard?.log === log
    return {
      since: walker.enteredAt,
      until: dueOf(walker),
      ...(isOfLog && { after: { at: new Date(heard.at), seq: heard.seq } }),
    }
  })
  for (const walker of ours) {
    walker.listensAnew = true
    const fact = happened.get(walker)
    if (fact) {
      const heard = { log, at: fact.at.toISOString(), seq: fact.seq }
      const event = valuesOf(fact)
      walker.results = { ...walker.results, event, heard, captured: withCaptured(walker, event) }
      walker.go(step.next, 'happened', now, fact.type)
      continue
    }
    const due = dueOf(walker)
    if (due > now) walker.park(due, 'event', walker.hasArrived ? new Date(now.getTime() + lookAgainMs) : due)
    else walker.go(step.timedOut, 'timed out', due)
  }
}

/** Not more, because what happens may be large and goes with the run from step to step. */
const mostCaptured = 10

/** What the latest waits waited for, this one among them, by their steps. */
function withCaptured({ results, stepId }: Walker, event: Readonly<Record<string, unknown>>) {
  const others = Object.entries(results.captured ?? {}).filter(([step]) => step !== stepId)
  return Object.fromEntries([...others, [stepId, event] as const].slice(-mostCaptured))
}
