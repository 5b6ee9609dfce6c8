import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { settled, startTestSender } from '../../../../test/kit/sends.ts'
import { assertError, newAskedCompany } from '../../../../test/kit/webengage.ts'
import { advanceRuns, claimRuns, dueLanes } from '../../../domain/automations/advance-runs.ts'
import { createDefinitionCache } from '../../../domain/automations/definition-cache.ts'
import { raiseOccasions } from '../../../domain/automations/raise-occasions.ts'
import { workAudienceStarts } from '../../../domain/automations/work-audience-starts.ts'

const app = await testApp()
const { db, signal, clock } = app.services
const cache = createDefinitionCache()
const sender = startTestSender({ db } as never, {}, undefined, { signal, clock })
after(async () => {
  await sender.stop()
  await app.close()
  assert.deepEqual(sender.errors, [])
})

async function newBusiness(settings: object = {}) {
  const { company, ask } = await newAskedCompany(app, settings)
  const definition = '/v2/accounts/{lc}/business/events/definition'
  return {
    company,
    ask,
    define: (body: object) => ask('POST', definition, body),
    list: async () => (await ask('GET', definition)).body.response.data,
    save: (body: object, headers: Record<string, string> = {}) =>
      ask('POST', '/v2/accounts/{lc}/business/save-event', body, headers),
    async user(userId: string, attributes: object, email?: string) {
      const answer = await ask('POST', '/v1/accounts/{lc}/users', { userId, attributes, email })
      assert.equal(answer.status, 201, answer.text)
    },
    async event(userId: string, eventName: string, eventData: object) {
      const answer = await ask('POST', '/v1/accounts/{lc}/events', { userId, eventName, eventData })
      assert.equal(answer.status, 201, answer.text)
    },
    /** Makes and starts a relay, and answers its id. */
    async relay(entry: object, step: object = { kind: 'exit', reason: 'told' }): Promise<string> {
      const definition = {
        entry: { kind: 'businessEvent', name: 'Price Drop', ...entry },
        start: 'end',
        steps: { end: step },
      }
      const { id } = await company.get('POST', '/automations', { name: crypto.randomUUID(), definition })
      await company.get('POST', `/automations/${id}/start`)
      return id
    },
    /** Lets those who entered do their steps, and their messages leave. Answers what was sent, the oldest first. */
    async messages(): Promise<{ to: string; text: string }[]> {
      for (;;) {
        const lanes = (await dueLanes(db, 500)).filter(({ tenantId }) => tenantId === company.tenant.id)
        const runs = await claimRuns(
          db,
          lanes.map(lane => ({ ...lane, room: 500 })),
          30_000,
        )
        if (runs.length === 0) break
        await advanceRuns(db, company.tenant.id, runs, cache)
      }
      await settled(db, company.tenant)
      return (await company.get('GET', '/outbox')).items.toReversed()
    },
    /** What each user entered a relay with. */
    async told(automationId: string) {
      while ((await raiseOccasions(db)) + (await workAudienceStarts(db, cache)) > 0);
      const runs = await db
        .selectFrom('automation_runs as run')
        .innerJoin('contact_keys as key', join =>
          join.onRef('key.tenant_id', '=', 'run.tenant_id').onRef('key.contact_id', '=', 'run.contact_id'),
        )
        .select(['key.value', 'run.entry'])
        .where('run.tenant_id', '=', company.tenant.id)
        .where('run.automation_id', '=', automationId)
        .where('key.kind', '=', 'userId')
        .orderBy('key.value')
        .execute()
      // biome-ignore lint/suspicious/noExplicitAny: what an entry says is what the tests are about.
      return runs.map(({ value, entry }): [string, any] => [value, entry.data])
    },
  }
}

const priceDrop = {
  eventName: 'Price Drop',
  eventCategory: 'BUSINESS',
  attributes: [
    { attributeName: 'sku', dataType: 'string' },
    { attributeName: 'price', dataType: 'number' },
    { attributeName: 'more', dataType: 'map' },
  ],
}

test('a business event is defined, grows, and is listed', async () => {
  const { define, list } = await newBusiness()
  const answer = await define(priceDrop)
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { response: { data: priceDrop, message: 'success', status: 'success' } })
  assert.equal(answer.headers['x-ratelimit-limit'], '1')
  const ends = { attributeName: 'ends', dataType: 'date' }
  const grown = { ...priceDrop, attributes: [...priceDrop.attributes, ends] }
  assert.deepEqual((await define({ eventName: 'Price Drop', attributes: [ends] })).body.response.data, grown)
  assert.deepEqual(await list(), [grown])
})

test('a definition that is wrong is refused with the name of every field', async () => {
  const { define, list } = await newBusiness()
  assertError(await define({ attributes: [] }), 400, /^Error: eventName is required/)
  assertError(await define({ ...priceDrop, eventName: 'x'.repeat(101) }), 400, /eventName/)
  assertError(await define({ ...priceDrop, eventName: ' ' }), 400, /^Error: eventName must be a text/)
  assertError(await define({ ...priceDrop, eventCategory: 'custom' }), 400, /eventCategory/)
  assertError(await define({ ...priceDrop, attributes: {} }), 400, /attributes/)
  assertError(
    await define({ ...priceDrop, attributes: [{ attributeName: 'a', dataType: 'decimal' }] }),
    400,
    /attributes.0.dataType must be .*map/,
  )
  const twice = [priceDrop.attributes[0], priceDrop.attributes[0]]
  assertError(
    await define({ ...priceDrop, attributes: twice }),
    400,
    'Error: attributes.1.attributeName is there twice',
  )
  assert.deepEqual(await list(), [])
  await define(priceDrop)
  assertError(
    await define({ ...priceDrop, attributes: [{ attributeName: 'price', dataType: 'string' }] }),
    400,
    'Error: attributes.0.dataType cannot be changed: it is number',
  )
})

test('an event is checked against its definition', async () => {
  const { define, save } = await newBusiness()
  assertError(await save({ eventName: 'Price Drop' }), 404, 'Error: No business event Price Drop is defined.')
  await define(priceDrop)
  const answer = await save({ eventName: 'Price Drop', eventData: { price: 19.9, unknown: 1 } })
  assert.equal(answer.status, 200, answer.text)
  assert.deepEqual(answer.body, { response: { data: {}, message: 'success', status: 'success' } })
  assert.equal(answer.headers['x-ratelimit-limit'], '1')
  assertError(
    await save({ eventName: 'Price Drop', eventData: { price: '19.9', sku: 1 } }),
    400,
    'Error: eventData.sku must be of the type string; eventData.price must be of the type number',
  )
  assertError(await save({ eventData: {} }), 400, /^Error: eventName is required/)
  assertError(await save({ eventName: 'Price Drop', eventTime: 'soon' }), 400, /^Error: eventTime must be/)
  assertError(
    await save({ eventName: 'Price Drop', eventTime: '2999-01-01T00:00:00+0000' }),
    400,
    /^Error: eventTime must not be more than a day ahead/,
  )
  assertError(await save({ eventName: 'Price Drop', eventData: [] }), 400, /^Error: eventData must be/)
  const long = { sku: 'x'.repeat(20_000) }
  assertError(
    await save({ eventName: 'Price Drop', eventData: long }),
    400,
    /^Error: eventData must not have/,
  )
  assertError(await save({ eventName: 'Price Drop', eventData: { sku: '\0' } }), 400, /^Error: eventData.sku/)
})

test('where the company says so, an undefined event is defined by the first that comes', async () => {
  const { save, list } = await newBusiness({ learnsBusinessEvents: true })
  assert.equal((await save({ eventName: 'Sale', eventData: { percent: 20 } })).status, 200)
  const percent = { attributeName: 'percent', dataType: 'number' }
  assert.deepEqual(await list(), [{ eventName: 'Sale', eventCategory: 'BUSINESS', attributes: [percent] }])
  assertError(
    await save({ eventName: 'Sale', eventData: { percent: 'all' } }),
    400,
    /^Error: eventData.percent/,
  )
})

test('a relay begins for every user whose attribute or deed the event fits, and for nobody else', async () => {
  const { define, save, user, event, relay, told } = await newBusiness()
  await define(priceDrop)
  for (const [userId, watched] of [
    ['ana', 'A-9'],
    ['bo', 'a-9'],
    ['cy', 'B-1'],
  ] as const)
    await user(userId, { watched })
  await event('cy', 'Product Viewed', { sku: 'A-9' })
  const [ofAttribute, ofDeed] = [
    await relay({ mapping: [{ path: 'sku', is: 'equal', attribute: 'watched' }] }),
    await relay({
      mapping: [
        { path: 'sku', is: 'equal', did: { kind: 'interaction', schemaId: 'Product Viewed' }, value: 'sku' },
      ],
    }),
  ]
  const once = { 'x-request-id': 'c0ffee' }
  const body = { eventName: 'Price Drop', eventData: { sku: 'A-9', price: 19.9 } }
  assert.equal((await save(body, once)).status, 200)
  assert.equal((await save(body, once)).status, 200)
  assert.deepEqual(await told(ofAttribute), [
    ['ana', body.eventData],
    ['bo', body.eventData],
  ])
  assert.deepEqual(await told(ofDeed), [['cy', body.eventData]])
})

test('events between two runs of a relay come together, one message for each user', async () => {
  const { company, define, save, user, relay, told } = await newBusiness()
  await company.get('POST', '/clock', { move: 'freeze', at: '2026-12-01T10:00:00Z' })
  await define(priceDrop)
  await user('ana', { watched: ['A-9', 'B-1'] })
  await user('bo', { watched: ['B-1'] })
  const id = await relay({
    mapping: [{ path: 'sku', is: 'equal', attribute: 'watched' }],
    batch: { every: 'twelveHours', time: '09:00' },
  })
  for (const [hour, sku] of [
    [10, 'A-9'],
    [12, 'B-1'],
    [15, 'C-3'],
  ] as const)
    await save({ eventName: 'Price Drop', eventTime: `2026-12-01T${hour}:00:00+0000`, eventData: { sku } })
  assert.deepEqual(await told(id), [])
  await company.get('POST', '/clock', { move: 'advance', by: '11h' })
  const [first, second] = ['A-9', 'B-1'].map((sku, n) => ({ sku, at: `2026-12-01T1${n * 2}:00:00.000Z` }))
  assert.deepEqual(await told(id), [
    ['ana', { events: [first, second] }],
    ['bo', { events: [second] }],
  ])
})

test('a message of a relay tells of all business events that concern its user', async () => {
  const { company, define, save, user, relay, told, messages } = await newBusiness()
  await company.get('POST', '/clock', { move: 'freeze', at: '2026-12-01T10:00:00Z' })
  await define(priceDrop)
  const template = await company.get('POST', '/templates', {
    name: 'Drops',
    channel: 'email',
    isTransactional: true,
    subject: 'Cheaper now',
    text: '{% for each in businessEvents %}{{ each.sku }} {{ each.price }};{% endfor %}',
  })
  await user('ana', { watched: ['A-9', 'B-1'] }, 'ana@example.org')
  const batch = { every: 'hour', time: '09:00' }
  const mapping = [{ path: 'sku', is: 'equal', attribute: 'watched' }]
  const step = { kind: 'sendMessage', channel: 'email', templateId: template.id }
  const id = await relay({ mapping, batch }, step)
  await save({ eventName: 'Price Drop', eventData: { sku: 'A-9', price: 5 } })
  await save({ eventName: 'Price Drop', eventData: { sku: 'B-1', price: 7.5 } })
  await company.get('POST', '/clock', { move: 'advance', by: '1h' })
  assert.equal((await told(id)).length, 1)
  assert.deepEqual(
    (await messages()).map(({ to, text }) => [to, text]),
    [['ana@example.org', 'A-9 5;B-1 7.5;']],
  )
})

test('a relay may not relate what the event does not say, nor lists, nor values of another type', async () => {
  const { company, define, user } = await newBusiness()
  await define(priceDrop)
  await user('ana', { watched: 'A-9' })
  const startWith = async (mapping: object) => {
    const definition = {
      entry: { kind: 'businessEvent', name: 'Price Drop', mapping: [mapping] },
      start: 'end',
      steps: { end: { kind: 'exit', reason: 'told' } },
    }
    const { id } = await company.get('POST', '/automations', { name: crypto.randomUUID(), definition })
    const answer = await company.ask('POST', `/automations/${id}/start`)
    return answer.status === 422 ? answer.body.errors : answer.status
  }
  const fault = (field: string, message: string) => [
    { pointer: `/entry/mapping/0/${field}`, detail: message },
  ]
  assert.deepEqual(
    await startWith({ path: 'color', is: 'equal', attribute: 'watched' }),
    fault('path', 'names color, which the business event does not have'),
  )
  assert.deepEqual(
    await startWith({ path: 'more', is: 'equal', attribute: 'watched' }),
    fault('path', 'names more, an object: only plain values are related'),
  )
  assert.deepEqual(
    await startWith({ path: 'price', is: 'equal', attribute: 'watched' }),
    fault('attribute', 'is of the type string, and price of the type number'),
  )
  assert.equal(await startWith({ path: 'sku', is: 'equal', attribute: 'watched' }), 200)
})
