import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const connections = 8
const perRound = 80

describe('A server killed while events are posted to it', () => {
  let home: Home
  before(async () => {
    home = await newHome()
  })
  after(() => home.remove())

  const start = () => home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })

  /** Posts one after another until the server is gone, a fifth of them 5 at a time, and notes what was acknowledged. */
  async function post(server: Server, client: string, acknowledged: string[]) {
    const { licenseCode, apiKey } = server.demo.webengage
    const headers = { apikey: '', authorization: `Bearer ${apiKey}` }
    for (let number = 0; ; number++) {
      const names = Array.from({ length: number % 5 === 0 ? 5 : 1 }, (_, n) => `${client}-${number}-${n}`)
      const events = names.map(name => ({ userId: 'u', eventName: 'Clicked', eventData: { name } }))
      const [place, body] = events.length > 1 ? ['bulk-events', { events }] : ['events', events[0]]
      try {
        const answer = await server.call('POST', `/v1/accounts/${licenseCode}/${place}`, body, headers)
        deepEqual([answer.status, await answer.json()], [201, { response: { status: 'queued' } }])
        acknowledged.push(...names)
      } catch (error) {
        if (server.process.signalCode === 'SIGKILL' || error instanceof TypeError) return
        throw error
      }
    }
  }

  async function storedNames(server: Server): Promise<string[]> {
    const names: string[] = []
    let cursor: string | null = null
    do {
      const query = new URLSearchParams({ schemaId: 'Clicked', limit: '200', ...(cursor && { cursor }) })
      const authorization = `Bearer ${server.demo.parley.apiKey}`
      const answer = await server.call('GET', `/parley/v1/interactions?${query}`, undefined, {
        apikey: '',
        authorization,
      })
      equal(answer.status, 200)
      const page = (await answer.json()) as Page
      names.push(...page.items.map(({ payload }) => payload.name))
      cursor = page.nextCursor
    } while (cursor)
    return names
  }

  it('has every acknowledged event exactly once afterwards', async () => {
    let server = await start()
    const acknowledged: string[] = []
    for (let kill = 1; kill <= 2; kill++) {
      const clients = Array.from({ length: connections }, (_, n) =>
        post(server, `${kill}-${n}`, acknowledged),
      )
      await until('enough is acknowledged', () => acknowledged.length >= kill * perRound)
      await server.stop('SIGKILL')
      await Promise.all(clients)
      server = await start()
    }
    const stored = await storedNames(server)
    equal(new Set(stored).size, stored.length, 'nothing is there twice')
    deepEqual(
      acknowledged.filter(name => !stored.includes(name)),
      [],
    )
    ok(stored.length - acknowledged.length <= 2 * connections * 5)
  })
})

interface Page {
  readonly items: readonly { readonly payload: { readonly name: string } }[]
  readonly nextCursor: string | null
}
