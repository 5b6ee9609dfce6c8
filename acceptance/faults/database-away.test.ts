import { equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Cluster, newCluster } from '../kit/cluster.ts'
import { listIds, postInteraction } from '../kit/interactions.ts'
import { type Home, newHome, type Server, serverUrl } from '../kit/server.ts'
import { until } from '../kit/until.ts'

if (serverUrl !== undefined) {
  describe('While the database is away', () => {
    let cluster: Cluster
    let home: Home
    let server: Server
    let before503: string
    before(async () => {
      cluster = await newCluster()
      home = await newHome({ databaseUrl: cluster.url })
      server = await home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })
      before503 = await postInteraction(server, 'Before')
      await cluster.crash()
    })
    after(async () => {
      await home?.remove()
      await cluster?.remove()
    })

    async function answerOf(method: string, path: string, body?: unknown) {
      const began = performance.now()
      const answer = await server.call(method, path, body)
      return { answer, text: await answer.text(), ms: performance.now() - began }
    }
    const requests = () => {
      const { contactId, schemaId } = server.demo.sample
      const newSchema = {
        id: 'while-away',
        displayName: 'While away',
        jsonSchema: {
          $schema: 'https://json-schema.org/draft/2020-12/schema',
          type: 'object',
          properties: { name: { type: 'string', displayName: 'Name' } },
        },
      }
      return [
        ['POST', '/api/v3/interactions', { contactId, schemaId, payload: { name: 'While away' } }],
        ['GET', `/api/v3/interactions/${before503}`],
        ['GET', `/api/v3/interactions?contactId=${contactId}&schemaId=${schemaId}`],
        ['DELETE', `/api/v3/interactions/${before503}`],
        ['GET', '/api/v2/contacts/count'],
        ['POST', '/api/v3/contacts', { email: 'while.away@example.com' }],
        ['POST', '/api/v3/interactionschemas', newSchema],
      ] as const
    }

    it('every request that needs it is answered 503 with Retry-After within two seconds', async () => {
      for (let round = 0; round < 2; round++) {
        const answers = await Promise.all(
          requests().map(([method, path, body]) => answerOf(method, path, body)),
        )
        for (const [number, { answer, text, ms }] of answers.entries()) {
          const label = `${requests()[number]!.slice(0, 2).join(' ')}: ${text}`
          equal(answer.status, 503, label)
          match(answer.headers.get('retry-after') ?? '', /^\d+$/, label)
          ok(JSON.parse(text).errorCode.length > 0, label)
          ok(ms < 2000, `${label} after ${ms} ms`)
        }
      }
    })

    it('the server is alive but not ready, and still tells its metrics', async () => {
      equal((await answerOf('GET', '/health/live')).answer.status, 200)
      const ready = await answerOf('GET', '/health/ready')
      equal(ready.answer.status, 503)
      equal(ready.answer.headers.get('retry-after'), '1')
      ok(ready.ms < 2000)
      const metrics = await answerOf('GET', '/metrics')
      equal(metrics.answer.status, 200)
      match(metrics.text, /parley_http_requests_total\{.*status="503"\} \d+/)
    })

    it('a wrong key is still refused and a request that is wrong is still told so', async () => {
      const stranger = await server.call('GET', '/api/v3/contacts/count', undefined, { apikey: 'wrong' })
      equal(stranger.status, 401)
      equal((await server.call('POST', '/api/v3/interactions', '{"contactId":')).status, 400)
    })

    it('and when it is back requests succeed again, without a restart, and nothing was stored twice', async () => {
      await cluster.start()
      await until(
        'the server is ready',
        async () => (await server.call('GET', '/health/ready')).status === 200,
      )
      const after = await postInteraction(server, 'After')
      const ids = await listIds(server)
      for (const id of [before503, after]) equal(ids.filter(each => each === id).length, 1)
      equal(new Set(ids).size, ids.length)
      equal(server.process.exitCode, null)
      await until('the consumers are at the end of the log', async () => {
        const text = await (await server.call('GET', '/metrics')).text()
        return [...text.matchAll(/^parley_log_lag\{.*\} (\d+)$/gm)].every(([, lag]) => lag === '0')
      })
    })
  })
}
