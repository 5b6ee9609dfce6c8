import { addDuration } from '../../kernel/duration.ts'
import type { StepOf } from './definition.ts'
import { type Fact, valuesOf } from './fact.ts'
import { selectEventsSince } from './facts.sql.ts'
import type { MessageWay } from './step-shapes.ts'
import type { Tick } from './tick.ts'
import { lookAgainMs } from './wait-steps.ts'
import type { Walker } from './walker.ts'

type Awaiting = StepOf<'waitForMessage'>

/** Which ways a fact of a message may lead, the most telling first. */
const waysOf: Readonly<Record<string, readonly MessageWay[]>> = {
  'message.sent': ['sent'],
  'message.delivered': ['delivered'],
  'message.opened': ['opened'],
  'message.clicked': ['clicked'],
  'message.dismissed': ['dismissed'],
  'message.bounced': ['bounced', 'failed'],
  'message.failed': ['failed'],
  'message.suppressed': ['failed'],
  'message.cancelled': ['failed'],
  'message.complained': ['unsubscribed'],
  'contact.updated': ['unsubscribed'],
}
/** So many facts of a contact's messages are looked at, the newest first. */
const mostFacts = 200

/** Under which names a run listens that waits for this. */
export const namesOfMessage = (step: Awaiting): string[] =>
  Object.keys(waysOf).filter(type => wayOf(step, type) !== undefined)

const wayOf = (step: Awaiting, type: string) => waysOf[type]?.find(way => step[way] !== undefined)

/**
 * Goes the way of the first thing that becomes of the message; ways that the step does not have are waited past. What
 * becomes of it after the time is too late.
 */
export async function waitForMessage(tick: Tick, step: Awaiting, walkers: readonly Walker[]): Promise<void> {
  const { tx, tenant, now } = tick
  const ours = await tick.hold(walkers)
  const [sent, unsent] = [
    ours.filter(walker => sendOf(walker, step)),
    ours.filter(walker => !sendOf(walker, step)),
  ]
  for (const walker of unsent) walker.go(step.failed ?? step.timedOut, 'failed', now, 'no message was queued')
  const dueOf = ({ enteredAt }: Walker) => addDuration(enteredAt, step.timeout, tenant.settings.timeZone)
  const questions = sent.map(walker => ({
    contactId: walker.run.contact_id,
    since: walker.run.started_at,
    until: dueOf(walker),
    except: walker.run.entry_fact,
  }))
  const found = await selectEventsSince(tx, tenant.id, namesOfMessage(step), questions, mostFacts)
  const byWalker = Map.groupBy(found, ({ n }) => sent[n]!)
  for (const walker of sent) {
    walker.listensAnew = true
    const facts = (byWalker.get(walker) ?? [])
      .map(({ fact }) => fact)
      .filter(fact => isOf(fact, walker, step))
    const first = facts.toSorted((a, b) => a.seq - b.seq)[0]
    const due = dueOf(walker)
    if (first) {
      walker.results = { ...walker.results, event: valuesOf(first) }
      const way = wayOf(step, first.type)!
      walker.go(step[way], way, now, first.type)
    } else if (due > now)
      walker.park(due, 'event', walker.hasArrived ? new Date(now.getTime() + lookAgainMs) : due)
    else walker.go(step.timedOut, 'timed out', due)
  }
}

const sendOf = ({ results: { messages = {} } }: Walker, { step }: Awaiting): string | undefined =>
  Object.hasOwn(messages, step) ? messages[step] : undefined

/** Whether a fact is of the message; who refuses its channel after it was queued is taken to do so because of it. */
function isOf({ type, at, data }: Fact, walker: Walker, step: Awaiting): boolean {
  if (type !== 'contact.updated') return data.sendId === sendOf(walker, step)
  const sending = walker.definition.steps[step.step]
  const channel = sending?.kind === 'sendMessage' ? sending.channel : undefined
  const preferences = data.preferences as Readonly<Record<string, unknown>> | undefined
  return at >= walker.enteredAt && channel !== undefined && preferences?.[channel] === false
}
