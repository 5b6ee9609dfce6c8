import { setTimeout as delay } from 'node:timers/promises'
import { waitUntil } from '../children/wait-until.ts'
import { type Stage, setStage } from '../crash/stage.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { type BroadcastOptions, broadcastHelp, readBroadcastOptions, type Way } from './options.ts'
import { type BroadcastReceiver, receiveBroadcast } from './receiver.ts'

const [rowsPerBatch, idsPerCall, idsPerPage] = [4000, 5000, 200]
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
const longestMs = 20 * 60_000

/**
 * Sends a broadcast while Parley is killed again and again, and then counts: each recipient must have had one message, and
 * one only. Answers 1 when that is not so.
 */
export async function runBroadcastBench(args: readonly string[]): Promise<number> {
  const options = readBroadcastOptions(args)
  if (options === 'help') {
    console.log(broadcastHelp)
    return 0
  }
  console.log(`${toText(describeMachine())}\n`)
  let isFine = true
  for (const kind of options.kinds) {
    const stage = await setStage(kind, 'voyado')
    const contactIds = await makeContacts(stage, options.recipients)
    for (const way of options.ways) {
      const { line, isRight } = await broadcast(stage, way, contactIds, options)
      console.log(`${kind}, ${line}`)
      isFine &&= isRight
    }
    await stage.remove()
  }
  return isFine ? 0 : 1
}

/** Calls Parley with the demo's keys. While it is down it is called again. */
// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is known where it is asked for.
async function ask({ port, demo }: Stage, method: string, path: string, body?: unknown): Promise<any> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      apikey: demo.voyado.apiKey,
      authorization: `Bearer ${demo.parley.apiKey}`,
      'user-agent': 'ParleyBench/1.0',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}

async function makeContacts(stage: Stage, count: number): Promise<string[]> {
  const batches: string[] = []
  for (let from = 0; from < count; from += rowsPerBatch) {
    const rows = Array.from({ length: Math.min(rowsPerBatch, count - from) }, (_, n) => ({
      email: `broadcast${from + n}@example.com`,
    }))
    batches.push(await ask(stage, 'POST', '/api/v3/contacts/bulk', rows))
  }
  for (const batch of batches)
    await until('contacts are made', async () => {
      const { status } = await ask(stage, 'GET', `/api/v3/contacts/bulk/status?batchId=${batch}`)
      return status === 'Completed'
    })
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const place = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await ask(stage, 'GET', `/parley/v1/contacts?limit=${idsPerPage}${place}`)
    for (const { id, attributes } of page.items) if (/^broadcast\d/.test(attributes.email)) ids.push(id)
    cursor = page.nextCursor
  }
  if (ids.length !== count) throw new Error(`${ids.length} of ${count} contacts were found`)
  return ids
}

async function broadcast(stage: Stage, way: Way, contactIds: readonly string[], { kills }: BroadcastOptions) {
  const receiver = await receiveBroadcast()
  const api = (method: string, path: string, body?: unknown) => ask(stage, method, `/parley/v1${path}`, body)
  const channel = way === 'outbox' ? 'email' : 'webhook'
  const settings = { url: receiver.url, secret, knowsIds: true }
  const provider = { name: 'receiver', channel, kind: 'webhook', settings, concurrency: 32 }
  if (way === 'webhook') await api('POST', '/providers', provider)
  const parts = { text: 'Hello {{ contact.email }}', ...(way === 'outbox' && { subject: 'News' }) }
  const template = { name: 'News', channel, isTransactional: true, ...parts }
  const { id: templateId } = await api('POST', '/templates', template)
  const { id } = await api('POST', '/campaigns', { name: 'News', kind: 'broadcast', templateId })
  for (let from = 0; from < contactIds.length; from += idsPerCall)
    await api('POST', `/campaigns/${id}/recipients`, {
      contactIds: contactIds.slice(from, from + idsPerCall),
    })

  const read = async () => (await api('GET', `/campaigns/${id}`)) as Progress
  const sentOf = async () => (await read()).figures.byState.sent ?? 0
  await api('POST', `/campaigns/${id}/start`, {})
  const startedAt = performance.now()
  const killedAt: number[] = []
  for (let kill = 1; kill <= kills; kill++) {
    const share = (contactIds.length * kill) / (kills + 1)
    await until(`${Math.round(share)} are sent`, async () => (await sentOf()) >= share)
    await stage.parley().kill()
    stage.launch()
    await until('Parley is ready again', () => stage.untilReady().then(() => true))
    killedAt.push(await sentOf())
  }
  await until('the campaign is over', async () => (await read()).state === 'done')
  const seconds = (performance.now() - startedAt) / 1000
  const { figures } = await read()
  const found = way === 'outbox' ? await captured(stage, id) : receiver.idsOf
  receiver.close()
  const missed = contactIds.filter(contactId => !found.has(contactId)).length
  const twice = [...found.values()].filter(ids => ids.size > 1).length
  const isRight = missed === 0 && twice === 0 && figures.byState.sent === contactIds.length
  const line = [
    `${way}: ${contactIds.length} recipients, killed at ${killedAt.join(', ')} sent`,
    `${figures.byState.sent} sent in ${seconds.toFixed(0)} s, ${missed} missed, ${twice} twice`,
    ...repeats(way, receiver),
    isRight ? 'as it must be' : `WRONG: ${JSON.stringify(figures.byState)}`,
  ].join('; ')
  return { line, isRight }
}

interface Progress {
  readonly state: string
  readonly figures: { readonly byState: Readonly<Record<string, number>> }
}

const repeats = (way: Way, receiver: BroadcastReceiver) =>
  way === 'webhook' ? [`${receiver.repeated()} posted again under the same id`] : []

/** The sends in the outbox, by contact. */
async function captured(stage: Stage, campaignId: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const idsOf = new Map<string, Set<string>>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const place = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const page = await ask(stage, 'GET', `/parley/v1/outbox?limit=200${place}`)
    for (const { id, contactId } of page.items)
      idsOf.set(contactId, (idsOf.get(contactId) ?? new Set()).add(id))
    cursor = page.nextCursor
  }
  if (idsOf.size === 0) throw new Error(`nothing of ${campaignId} was captured`)
  return idsOf
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  if (!(await waitUntil(() => isSo().catch(() => delay(200, false)), longestMs, 100)))
    throw new Error(`${what}: not within ${longestMs / 60_000} minutes`)
}
