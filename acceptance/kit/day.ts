/** A day of virtual time, played over the wire, and what is left of it in the evening. */
import { type Api, createApi } from '../../bench/crash/day/api.ts'
import { type Length, type Tick, writeHistory } from '../../bench/crash/day/history.ts'
import { type Plot, setPlot } from '../../bench/crash/day/plot.ts'
import { createRandom } from '../../bench/crash/random.ts'
import type { Server } from './server.ts'

export interface Day {
  readonly api: Api
  readonly plot: Plot
  readonly history: readonly Tick[]
  /** Back to the morning. */
  again(): Promise<void>
  /** Runs with all that they did, members, messages and contacts, without the ids that were drawn. */
  evening(): Promise<Readonly<Record<string, readonly string[]>>>
}

/** `server` is asked anew for each call: another one may have taken its place. */
export async function newDay(server: () => Server, length: Length, receiverUrl: string): Promise<Day> {
  const api = createApi(() => ({
    url: server().url,
    voyadoKey: server().demo.voyado.apiKey,
    parleyKey: server().demo.parley.apiKey,
  }))
  const plot = await setPlot(api, length.contacts, receiverUrl)
  await api.parley('POST', '/snapshots', { name: 'morning' })
  return {
    api,
    plot,
    history: writeHistory(createRandom(20310304), length),
    again: async () => void (await api.parley('POST', '/reset', { snapshot: 'morning' })),
    evening: () => lookAround(api, plot),
  }
}

async function lookAround(api: Api, { automationIds, segmentIds }: Plot) {
  const runs: string[] = []
  for (const id of automationIds)
    for (const run of await all(api, `/automations/${id}/runs`)) {
      const { history } = (await api.parley('GET', `/runs/${run.id}`)).body
      const { automationId, contactId, branch, entry, state, step, reason, startedAt, endedAt } = run
      const steps = history.map(
        (done: { step: string; outcome: string; at: string }) => `${done.step} ${done.outcome} ${done.at}`,
      )
      const at = { entry: entry.data?.marker ?? entry.kind, state, step, reason, startedAt, endedAt }
      runs.push(JSON.stringify({ automationId, contactId, branch, ...at, steps }))
    }
  const members: string[] = []
  for (const id of segmentIds)
    for (const { contactId } of await all(api, `/segments/${id}/members`)) members.push(`${id} ${contactId}`)
  const messages = (await all(api, '/outbox')).map(({ contactId, subject, text, capturedAt }) =>
    JSON.stringify({ contactId, subject, text, capturedAt }),
  )
  const contacts = (await all(api, '/contacts')).map(({ id, attributes }) =>
    JSON.stringify({ id, attributes }),
  )
  return { runs: runs.sort(), members: members.sort(), messages: messages.sort(), contacts: contacts.sort() }
}

// biome-ignore lint/suspicious/noExplicitAny: each list has items of its own.
async function all(api: Api, path: string): Promise<any[]> {
  const items: object[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await api.parley('GET', `${path}?limit=200${cursor && `&cursor=${cursor}`}`)
    items.push(...body.items)
    cursor = body.nextCursor
  }
  return items
}
