import { deepEqual, equal } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postInteraction } from './kit/interactions.ts'
import { type Home, newHome, type Server, serverUrl } from './kit/server.ts'
import { until } from './kit/until.ts'

if (serverUrl !== undefined) {
  describe('Several servers on one database', () => {
    let home: Home
    let apis: Server[]
    let worker: Server
    before(async () => {
      home = await newHome()
      const first = await home.start(['start', '--demo', '--role', 'api'])
      apis = [first, await home.start(['start', '--demo', '--role', 'api'])]
      worker = await home.start(['start', '--role', 'worker'])
    })
    after(() => home.remove())

    const statuses = (apikey: string) =>
      Promise.all(
        apis.map(
          async api => (await api.call('GET', '/api/v3/contacts/count', undefined, { apikey })).status,
        ),
      )
    const both = (status: number, apikey: string) =>
      until(
        `both answer ${status}`,
        async () => (await statuses(apikey)).every(each => each === status),
        1000,
      )

    it('a new key works on all of them within a second, and a revoked one on none', async () => {
      const { stdout } = await home.parley(['key', 'create', 'acme', '--json'])
      const { id, secret } = JSON.parse(stdout)
      await both(200, secret)
      equal((await home.parley(['key', 'revoke', 'acme', id])).code, 0)
      await both(401, secret)
    })

    it('what one takes in another can answer, and the worker counts it', async () => {
      const accepted = async () => {
        const { counters } = JSON.parse((await home.parley(['doctor', '--json'])).stdout)
        const ofSchema = counters.filter(
          (each: { schemaId: string }) => each.schemaId === 'Reuse-Spring-2023',
        )
        return ofSchema.reduce((sum: number, each: { accepted: number }) => sum + each.accepted, 0)
      }
      await until('the worker is at the end of the log', async () =>
        /^parley_log_lag\{consumer="[a-z-]*accepted[a-z-]*",[^}]*\} 0$/m.test(
          await (await worker.call('GET', '/metrics')).text(),
        ),
      )
      const counted = await accepted()
      const ids = await Promise.all([0, 1, 2, 3].map(number => postInteraction(apis[number % 2]!, 'Shared')))
      const read = ids.map((id, number) => apis[(number + 1) % 2]!.call('GET', `/api/v3/interactions/${id}`))
      deepEqual(
        (await Promise.all(read)).map(answer => answer.status),
        [200, 200, 200, 200],
      )
      await until('they are counted', async () => (await accepted()) === counted + 4)
    })

    it('the worker answers for its health and nothing else', async () => {
      equal((await worker.call('GET', '/health/ready')).status, 200)
      equal((await worker.call('GET', '/api/v3/contacts/count')).status, 404)
    })

    it('a schema deleted on one is gone on the other within a second', async () => {
      const [one, other] = apis as [Server, Server]
      const path = '/api/v3/interactionschemas/wishlist-item'
      equal((await other.call('GET', path)).status, 200)
      equal((await one.call('DELETE', path)).ok, true)
      await until('it is gone', async () => (await other.call('GET', path)).status === 404, 1000)
    })
  })
}
