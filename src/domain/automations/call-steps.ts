import { newId } from '../../kernel/ids.ts'
import type { CallReply, CallRequest } from './call.ts'
import { insertCalls, type NewCall, selectCalls } from './calls.sql.ts'
import type { StepOf } from './definition.ts'
import { printScope } from './print-scope.ts'
import { printForm, render } from './render-values.ts'
import type { Tick } from './tick.ts'
import type { Scope } from './value-test.ts'
import type { Walker } from './walker.ts'

const hourMs = 3_600_000
const defaultTimeoutMs = 10_000
const [defaultRetries, webhookRetries] = [3, 5]

/** Posts what happened, and goes on: nobody waits for the answer. */
export async function webhook(
  tick: Tick,
  step: StepOf<'webhook'>,
  walkers: readonly Walker[],
): Promise<void> {
  const ours = await tick.hold(walkers)
  const problems = await write(tick, ours, false, walker => {
    const { run } = walker
    const body = JSON.stringify({
      automationId: run.automation_id,
      runId: run.id,
      step: walker.stepId,
      contactId: run.contact_id,
      entry: run.entry,
      at: tick.now.toISOString(),
    })
    return toRequest(walker, { ...step, method: 'POST', retries: webhookRetries }, body)
  })
  for (const walker of ours) {
    const problem = problems.get(walker)
    walker.go(step.next, problem === undefined ? 'queued' : 'failed', tick.now, problem)
  }
}

/** Calls and waits for the reply, which is asked for when the run is due again. */
export async function callApi(
  tick: Tick,
  step: StepOf<'callApi'>,
  walkers: readonly Walker[],
): Promise<void> {
  const { tx, tenant, now } = tick
  const arrived = await tick.hold(walkers.filter(({ hasArrived }) => hasArrived))
  const problems = await write(tick, arrived, true, walker => toRequest(walker, step, undefined))
  for (const walker of arrived) {
    const problem = problems.get(walker)
    if (problem !== undefined) walker.go(step.failed ?? step.next, 'failed', now, problem)
    else walker.park(new Date(now.getTime() + hourMs), 'reply')
  }
  const back = walkers.filter(({ hasArrived, state }) => !hasArrived && state === 'moving')
  const calls = await selectCalls(
    tx,
    tenant.id,
    back.map(walker => ({ runId: walker.run.id, n: walker.n })),
  )
  for (const walker of back) {
    const call = calls.get(walker.run.id)
    if (!call) {
      walker.go(step.failed ?? step.next, 'failed', now, 'its call was forgotten')
      continue
    }
    if (call.state === 'waiting') {
      walker.park(new Date(now.getTime() + hourMs), 'reply')
      continue
    }
    const reply = call.reply as unknown as CallReply
    if (step.saveAs !== undefined)
      walker.results = {
        ...walker.results,
        replies: Object.fromEntries([
          ...Object.entries(walker.results.replies ?? {}),
          [step.saveAs, { status: reply.status, body: reply.body }],
        ]),
      }
    const said = reply.status === null ? reply.problem : String(reply.status)
    if (call.state === 'succeeded') walker.go(step.next, 'succeeded', now, said)
    else walker.go(step.failed ?? step.next, 'failed', now, said)
  }
}

type Requested = Pick<
  StepOf<'callApi'>,
  'method' | 'url' | 'headers' | 'body' | 'timeoutMs' | 'retries' | 'throttle'
>

function toRequest(
  walker: Walker,
  step: Requested,
  body: string | undefined,
): CallRequest | { problem: string } {
  const { definition } = walker
  const scope: Scope = { ...printScope(walker), contactId: walker.run.contact_id, runId: walker.run.id }
  const texts: Record<'url' | 'body', string | undefined> = { url: undefined, body }
  const address = render(definition, encodingPrints(step.url), scope)
  if ('problem' in address) return { problem: `url: ${address.problem}` }
  if (!URL.canParse(address.text)) return { problem: 'url: is none once it is rendered' }
  texts.url = address.text
  if (body === undefined && step.body !== undefined) {
    const rendering = render(definition, step.body, scope)
    if ('problem' in rendering) return { problem: `body: ${rendering.problem}` }
    texts.body = rendering.text
  }
  const headers: [string, string][] = []
  for (const [name, value] of Object.entries(step.headers ?? {})) {
    const rendering = render(definition, value, scope)
    if ('problem' in rendering) return { problem: `${name}: ${rendering.problem}` }
    if (/[^\t\x20-\x7e\x80-\xff]/.test(rendering.text))
      return { problem: `${name}: has signs that no header may have` }
    headers.push([name, rendering.text])
  }
  return {
    method: step.method,
    url: texts.url,
    headers: Object.fromEntries(headers),
    body: texts.body ?? null,
    timeoutMs: step.timeoutMs ?? defaultTimeoutMs,
    retries: step.retries ?? defaultRetries,
    ...(step.throttle && { throttle: step.throttle }),
  }
}

/** What a template prints into an address is encoded, so that it stays within its part. */
const encodingPrints = (url: string) => url.replace(printForm, '{{$1 | url_encode | replace: "+", "%20"}}')

/** Writes the calls of runs, one for each of their steps; answers of which nothing could be made. */
async function write(
  { tx, tenant, now }: Tick,
  walkers: readonly Walker[],
  isAwaited: boolean,
  requestOf: (walker: Walker) => CallRequest | { problem: string },
): Promise<ReadonlyMap<Walker, string>> {
  const problems = new Map<Walker, string>()
  const calls: NewCall[] = []
  for (const walker of walkers) {
    const request = requestOf(walker)
    if ('problem' in request) problems.set(walker, request.problem)
    else {
      const { id: runId, automation_id: automationId, contact_id: contactId } = walker.run
      calls.push({
        id: newId(),
        automationId,
        runId,
        contactId,
        n: walker.n,
        step: walker.stepId,
        isAwaited,
        request: JSON.stringify(request),
      })
    }
  }
  if (calls.length > 0) await insertCalls(tx, tenant.id, calls, now)
  return problems
}
