import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { postInteraction } from '../kit/interactions.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

describe('For whoever runs the server', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
    await postInteraction(server, 'Measured')
    const { contactId, schemaId } = server.demo.sample
    await server.call('POST', '/api/v3/interactions', { contactId, schemaId, payload: { price: 'free' } })
  })
  after(() => home.remove())

  const metrics = async () => (await server.call('GET', '/metrics', undefined, { apikey: '' })).text()

  it('/health/live and /health/ready answer without a key', async () => {
    for (const path of ['/health/live', '/health/ready']) {
      const answer = await server.call('GET', path, undefined, { apikey: '' })
      equal(answer.status, 200)
      equal(((await answer.json()) as { status: string }).status, 'ok')
    }
  })

  it('/metrics counts and times requests', async () => {
    const text = await metrics()
    const of = 'dialect="voyado",version="v3",operation="Interactions_CreateInteraction"'
    match(text, new RegExp(`^parley_http_requests_total\\{${of},status="200"\\} 1$`, 'm'))
    match(text, new RegExp(`^parley_http_requests_total\\{${of},status="400"\\} 1$`, 'm'))
    match(text, new RegExp(`^parley_http_request_duration_seconds_count\\{${of}\\} 2$`, 'm'))
  })

  it('/metrics tells the sizes of batches, the connections, and how far each consumer is', async () => {
    await until('the consumers have done their work', async () =>
      /^parley_log_lag\{[^}]+\} 0$/m.test(await metrics()),
    )
    const text = await metrics()
    const names = [
      'parley_intake_batch_size_bucket',
      'parley_intake_batch_size_count',
      'parley_intake_batch_seconds_sum',
      'parley_log_lag',
      'parley_log_oldest_unprocessed_seconds',
      'parley_log_consumer_failing_tenants',
      'parley_db_pool_connections',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_seconds',
    ]
    deepEqual(
      names.filter(name => !new RegExp(`^${name}(\\{.*\\})? [\\d.e+-]+$`, 'm').test(text)),
      [],
    )
    match(text, /^parley_log_lag\{consumer="[a-z-]+",log="interactions"\} \d+$/m)
  })

  it('/metrics holds no key and nothing of a contact', async () => {
    const text = await metrics()
    const { apiKey } = server.demo.voyado
    for (const secret of [apiKey, apiKey.slice(3, 15), server.demo.sample.contactId, 'Measured', 'pk_'])
      ok(!text.includes(secret))
  })

  it('a key never reaches the log, not even at its most talkative', async () => {
    await server.stop()
    const next = await home.start(['start', '--demo'], { PARLEY_LOG_LEVEL: 'debug' })
    const { apiKey } = next.demo.voyado
    const lines: string[] = []
    next.process.stdout?.on('data', text => lines.push(text))
    await next.call('GET', `/api/v3/contacts/count?apikey=${apiKey}`)
    await next.call('GET', '/api/v3/contacts/count')
    await next.call('GET', `/api/v3/${apiKey}/nowhere?apikey=${apiKey}`)
    await until('the requests are logged', () => (lines.join('').match(/ContactsV_Count/g) ?? []).length >= 2)
    ok(!lines.join('').includes(`apikey=${apiKey}`))
    ok(!/"apikey"/i.test(lines.join('')))
  })
})
