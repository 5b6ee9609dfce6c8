import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { eventually } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { withWorkers } from '../../../../test/kit/workers.ts'
import { transact } from '../../../storage/database.ts'
import { appendEvents } from '../../../storage/log/events.ts'

const app = await testApp()
const { services } = app
withWorkers(app)

const reviewSchema = {
  id: 'productReview',
  displayName: 'Product review',
  jsonSchema: {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: {
      rating: { type: 'integer', displayName: 'Rating' },
      product: { type: 'string', displayName: 'Product' },
    },
    required: ['rating', 'product'],
  },
}

type Shop = ParleyCompany & { readonly templateId: string }

async function newShop(): Promise<Shop> {
  const company = await newParleyCompany(app)
  await company.get('POST', '/schemas', reviewSchema)
  const { id: templateId } = await company.get('POST', '/templates', {
    name: 'We are sorry',
    channel: 'email',
    isTransactional: true,
    subject: 'Your {{ interaction.product }}',
    text: 'You gave {{ interaction.product }} {{ interaction.rating }} of 5.',
  })
  return { ...company, templateId }
}

const waitThenWrite = (templateId: string) => ({
  entry: { kind: 'interaction', schemaId: 'productReview', where: { path: 'rating', is: 'less', value: 3 } },
  start: 'wait',
  steps: {
    wait: { kind: 'wait', for: 'P2D', next: 'bought' },
    bought: { kind: 'condition', test: { happened: { kind: 'purchase' } }, yes: 'enough', no: 'write' },
    enough: { kind: 'exit', reason: 'bought meanwhile' },
    write: { kind: 'sendMessage', channel: 'email', templateId },
  },
})

const review = (contactId: string, rating: number) => ({
  contactId,
  schemaId: 'productReview',
  payload: { rating, product: 'Kettle' },
})

test('after a bad review two days go by, and unless they bought meanwhile an e-mail quotes the product', async () => {
  const company = await newShop()
  const { get, templateId } = company
  const [sad, glad, bought] = [
    await newParleyContact(company),
    await newParleyContact(company),
    await newParleyContact(company),
  ]
  const made = await get('POST', '/automations', { name: 'Sorry', definition: waitThenWrite(templateId) })
  await get('POST', `/automations/${made.id}/start`)
  for (const [contactId, rating] of [
    [sad, 2],
    [glad, 5],
    [bought, 1],
  ] as const)
    await get('POST', '/interactions', review(contactId, rating))
  const waiting = await eventually(async () => {
    const { items } = await get('GET', `/automations/${made.id}/runs?state=waiting`)
    return items.length === 2 && items.every((run: { reason: string }) => run.reason === 'wait')
      ? items
      : undefined
  })
  assert.deepEqual(waiting.map((run: { contactId: string }) => run.contactId).sort(), [sad, bought].sort())
  assert.deepEqual((await get('GET', '/outbox')).items, [])

  await get('POST', '/clock', { move: 'advance', by: '1d' })
  await buy(company, bought)
  await get('POST', '/clock', { move: 'advance', by: '1d' })
  const captured = await eventually(async () => {
    const { items } = await get('GET', '/outbox')
    return items.length > 0 ? items : undefined
  })
  assert.equal(captured.length, 1)
  assert.equal(captured[0].contactId, sad)
  assert.equal(captured[0].subject, 'Your Kettle')
  assert.equal(captured[0].text, 'You gave Kettle 2 of 5.')

  const { items: runs } = await get('GET', `/automations/${made.id}/runs?state=ended`)
  const histories = await Promise.all(runs.map(({ id }: { id: string }) => get('GET', `/runs/${id}`)))
  const path = (contactId: string) =>
    histories
      .find(run => run.contactId === contactId)
      .history.map((step: { step: string; outcome: string }) => `${step.step}: ${step.outcome}`)
  assert.deepEqual(path(sad), ['wait: waited', 'bought: no', 'write: queued'])
  assert.deepEqual(path(bought), ['wait: waited', 'bought: yes', 'enough: exited'])
  assert.deepEqual(await get('GET', `/automations/${made.id}/figures`), {
    waiting: 0,
    failing: 0,
    ended: { completed: 1, exited: 1 },
  })

  const why = async (contactId: string) => (await get('GET', `/automations/${made.id}/why/${contactId}`)).says
  assert.match((await why(sad))[0], /ended at .*: completed\. Its last step was write: queued/)
  assert.match((await why(bought))[0], /exited.*bought meanwhile/)
  assert.deepEqual(await why(glad), [
    'What happened to the contact does not fit the conditions of the entry.',
  ])
  const { says, runs: none } = await get('GET', `/automations/${made.id}/why/${crypto.randomUUID()}`)
  assert.match(says[0], /There is no contact/)
  assert.deepEqual(none, [])
  const ofContact = await get('GET', `/contacts/${sad}/runs`)
  assert.equal(ofContact.items.length, 1)
})

async function buy({ tenant, get }: Shop, contactId: string) {
  const { now } = await get('GET', '/clock')
  await transact(services.db, tx =>
    appendEvents(tx, [
      {
        tenantId: tenant.id,
        type: 'receipt.registered',
        contactId,
        data: { totalGrossPrice: '10' },
        at: new Date(now),
      },
    ]),
  )
}

test('a dry run tells the path and does nothing', async () => {
  const company = await newShop()
  const { get, ask, templateId } = company
  const contactId = await newParleyContact(company)
  const { id } = await get('POST', '/automations', { name: 'Sorry', definition: waitThenWrite(templateId) })
  const walk = (more: object = {}) =>
    get('POST', `/automations/${id}/dry-run`, { contactId, data: { rating: 1, product: 'Pan' }, ...more })
  const { path, ends, endsAt } = await walk()
  assert.deepEqual(
    path.map((step: { step: string; outcome: string }) => `${step.step}: ${step.outcome}`),
    ['wait: waited', 'bought: no', 'write: would be queued'],
  )
  assert.equal(ends, 'completed')
  assert.ok(Date.parse(endsAt) - Date.now() > 47 * 3_600_000)
  assert.deepEqual((await get('GET', `/automations/${id}/runs`)).items, [])

  const event = { kind: 'order' }
  const definition = {
    entry: { kind: 'manual' },
    start: 'order',
    steps: {
      order: { kind: 'waitForEvent', event, timeout: 'P1D', next: 'yes', timedOut: 'no' },
      yes: { kind: 'exit', reason: 'ordered' },
      no: { kind: 'exit' },
    },
  }
  const steps = async (assume?: object) =>
    (await walk({ definition, ...(assume && { assume }) })).path.map((step: { step: string }) => step.step)
  assert.deepEqual(await steps(), ['order', 'no'])
  assert.deepEqual(await steps({ order: 'happened' }), ['order', 'yes'])
  assertProblem(
    await ask('POST', `/automations/${id}/dry-run`, { body: { contactId: crypto.randomUUID() } }),
    404,
    'contact-not-found',
  )
})

test('what makes no sense is refused with every fault and where it is', async () => {
  const { ask, templateId } = await newShop()
  const definition = {
    entry: {
      kind: 'interaction',
      schemaId: 'productReview',
      where: { path: 'rating', is: 'lessThan', value: 3 },
    },
    start: 'nowhere',
    steps: { a: { kind: 'wait', for: '2 days' }, b: { kind: 'fly' }, c: { kind: 'exit', next: 'a' } },
    colour: 'red',
  }
  const answer = await ask('POST', '/automations', { body: { name: 'x', definition } })
  assertProblem(answer, 422, 'automation-invalid')
  assert.deepEqual(answer.body.errors.map((error: { pointer: string }) => error.pointer).sort(), [
    '/colour',
    '/entry/where/is',
    '/steps/a/for',
    '/steps/b/kind',
    '/steps/c/next',
  ])
  const fine = waitThenWrite(templateId)
  const missing = { ...fine, entry: { kind: 'customTrigger', triggerId: 'none' } }
  const made = await ask('POST', '/automations', { body: { name: 'x', definition: missing } })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.headers.etag, '"1"')
  const started = await ask('POST', `/automations/${made.body.id}/start`)
  assertProblem(started, 422, 'automation-invalid')
  assert.deepEqual(started.body.errors[0].pointer, '/entry/triggerId')
  assertProblem(
    await ask('POST', '/automations', { body: { name: 'x', definition: fine } }),
    409,
    'automation-name-taken',
  )
  assertProblem(await ask('GET', '/automations/x'), 404, 'automation-not-found')
  assertProblem(await ask('GET', '/runs/x'), 404, 'run-not-found')
  assertProblem(await ask('GET', '/automations?cursor=x'), 400, 'cursor-invalid')
})

test('an automation goes through its states and its versions', async () => {
  const { ask, get, templateId } = await newShop()
  const definition = waitThenWrite(templateId)
  const { id } = await get('POST', '/automations', { name: 'a', definition })
  const act = (action: string) => ask('POST', `/automations/${id}/${action}`)
  assertProblem(await act('pause'), 409, 'automation-state-wrong')
  assert.equal((await act('start')).body.state, 'running')
  assertProblem(await act('start'), 409, 'automation-state-wrong')
  assertProblem(await ask('DELETE', `/automations/${id}`), 409, 'automation-state-wrong')
  assert.equal((await act('pause')).body.state, 'paused')
  const paused = await act('resume')
  assert.equal(paused.body.state, 'running')

  const ofNow = String(paused.headers.etag)
  const patch = (body: object, etag: string) =>
    ask('PATCH', `/automations/${id}`, { body, headers: { 'if-match': etag } })
  assertProblem(await patch({ name: 'b' }, '"1"'), 412, 'version-mismatch')
  const edited = await patch(
    { name: 'b', definition: { ...definition, controlGroup: { percent: 10 } } },
    ofNow,
  )
  assert.deepEqual([edited.body.name, edited.body.definitionVersion], ['b', 2])
  const { items: versions } = await get('GET', `/automations/${id}/versions`)
  assert.deepEqual(
    versions.map((version: { definitionVersion: number }) => version.definitionVersion),
    [2, 1],
  )
  assert.deepEqual((await get('GET', `/automations/${id}/versions/1`)).definition, definition)
  assertProblem(await ask('GET', `/automations/${id}/versions/3`), 404, 'automation-version-not-found')
  assert.equal((await act('stop')).body.state, 'stopped')
  assert.equal((await ask('DELETE', `/automations/${id}`)).status, 204)
  assertProblem(await ask('GET', `/automations/${id}`), 404, 'automation-not-found')
})

test('contacts enter by hand and by business events, each once on an occasion', async () => {
  const company = await newShop()
  const { ask, get } = company
  const contacts = [await newParleyContact(company), await newParleyContact(company)]
  const steps = { end: { kind: 'exit' } }
  const made = await get('POST', '/automations', {
    name: 'm',
    definition: { entry: { kind: 'manual' }, start: 'end', steps },
  })
  const enter = (body: object) => ask('POST', `/automations/${made.id}/runs`, { body })
  assertProblem(await enter({ contactIds: contacts }), 409, 'automation-state-wrong')
  await get('POST', `/automations/${made.id}/start`)
  assertProblem(await enter({}), 400, 'input-invalid')
  assertProblem(await enter({ contactIds: ['x'] }), 400, 'input-invalid')
  for (let n = 0; n < 2; n++)
    assert.equal((await enter({ contactIds: contacts, occasion: 'spring' })).status, 202)
  const starts = await eventually(async () => {
    const { items } = await get('GET', `/automations/${made.id}/starts`)
    return items[0].state === 'ended' ? items : undefined
  })
  assert.deepEqual(
    starts.map((start: { started: number }) => start.started),
    [2],
  )

  const entry = { kind: 'businessEvent', name: 'Price drop' }
  const relay = await get('POST', '/automations', { name: 'r', definition: { entry, start: 'end', steps } })
  await get('POST', `/automations/${relay.id}/start`)
  const tell = (name: string) => get('POST', '/business-events', { name, data: { sku: 'a' }, id: 'one' })
  assert.equal((await tell('Other')).automations, 0)
  assert.equal((await tell('Price drop')).automations, 1)
  assert.equal((await tell('Price drop')).automations, 0)
  await eventually(async () =>
    (await get('GET', `/automations/${relay.id}/figures`)).ended.exited === 2 ? true : undefined,
  )
})

test('the list and its figures are narrowed by words of the name or the description', async () => {
  const { get } = await newParleyCompany(app)
  const definition = { entry: { kind: 'contactCreated' }, start: 'end', steps: { end: { kind: 'exit' } } }
  await get('POST', '/automations', { name: 'Welcome', description: 'A greeting', definition })
  const { id } = await get('POST', '/automations', { name: 'Birthday', description: 'A WISH', definition })
  for (const [words, found] of [
    ['wish', [id]],
    [' birth ', [id]],
    ['%', []],
  ] as const) {
    const query = `search=${encodeURIComponent(words)}`
    const { items } = await get('GET', `/automations?${query}`)
    const figures = await get('GET', `/automations/figures?${query}`)
    assert.deepEqual(
      [items.map((each: { id: string }) => each.id), figures.items.length],
      [found, found.length],
    )
  }
  assert.equal((await get('GET', '/automations?search=')).items.length, 2)
})

test('the list and its figures are narrowed by state, and to those whose steps fail', async () => {
  const { get, tenant } = await newParleyCompany(app)
  const definition = {
    entry: { kind: 'contactCreated' },
    start: 'wait',
    steps: { wait: { kind: 'wait', for: 'P1D' } },
  }
  const make = (name: string) => get('POST', '/automations', { name, definition })
  const [draft, running] = [await make('Draft'), await make('Running')]
  await get('POST', `/automations/${running.id}/start`)
  await get('POST', '/contacts', { attributes: { email: 'who@example.com' } })
  const found = async (state: string) => {
    const { items } = await get('GET', `/automations?state=${state}`)
    const figures = await get('GET', `/automations/figures?state=${state}`)
    assert.equal(figures.items.length, items.length)
    return items.map((each: { id: string }) => each.id)
  }
  assert.deepEqual(await found('draft'), [draft.id])
  assert.deepEqual(await found('running'), [running.id])
  assert.deepEqual(await found('failing'), [])
  await eventually(async () => {
    const { items } = await get('GET', `/automations/${running.id}/runs`)
    return items[0]?.reason === 'wait' ? true : undefined
  })
  await app.services.db
    .updateTable('automation_runs')
    .set({ failures: 1 })
    .where('tenant_id', '=', tenant.id)
    .execute()
  assert.deepEqual(await found('failing'), [running.id])
})
