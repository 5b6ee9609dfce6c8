import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listIds, newContact } from '../kit/interactions.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const connections = 8
const perRound = 120

describe('A server killed while clients post', () => {
  let home: Home
  before(async () => {
    home = await newHome()
  })
  after(() => home.remove())

  const start = () => home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })

  /** Posts one after another, and answers when the server is gone, the ids that it acknowledged. */
  async function post(server: Server, contactId: string, acknowledged: string[]) {
    const { schemaId } = server.demo.sample
    for (;;) {
      try {
        const payload = { name: `Number ${acknowledged.length}` }
        const answer = await server.call('POST', '/api/v3/interactions', { contactId, schemaId, payload })
        const { id } = (await answer.json()) as { id: string }
        equal(answer.status, 200)
        acknowledged.push(id)
      } catch (error) {
        if (server.process.signalCode === 'SIGKILL' || error instanceof TypeError) return
        throw error
      }
    }
  }

  it('has every acknowledged interaction exactly once afterwards', async () => {
    let server = await start()
    const contactId = await newContact(server)
    const acknowledged: string[] = []
    for (let kill = 1; kill <= 2; kill++) {
      const clients = Array.from({ length: connections }, () => post(server, contactId, acknowledged))
      await until('enough is acknowledged', () => acknowledged.length >= kill * perRound)
      await server.stop('SIGKILL')
      await Promise.all(clients)
      server = await start()
    }

    const stored = await listIds(server, contactId)
    equal(new Set(stored).size, stored.length, 'nothing is there twice')
    deepEqual(
      acknowledged.filter(id => !stored.includes(id)),
      [],
    )
    // What was stored when the kill came and not yet answered may be there, a request per connection at most.
    ok(stored.length - acknowledged.length <= 2 * connections)
    const [last = ''] = acknowledged.slice(-1)
    equal((await server.ask('GET', `/api/v3/interactions/${last}`)).contactId, contactId)
  })
})
