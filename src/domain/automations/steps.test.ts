import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { endOf, enter, entry, exit, newStage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../../storage/database.ts'
import { createSegment } from '../segments/create-segment.ts'
import { forgetCalls } from './forget-calls.ts'
import { claimCalls, settleCalls } from './perform-calls.ts'
import { readRun } from './read-runs.ts'
import { whyContact } from './why.ts'

const { db, close } = await testDatabase()
after(close)

test('a goal and an exit end a run before its next step, and another fact does not shorten a wait', async () => {
  for (const [rule, ending] of [
    [{ goal: { kind: 'purchase' } }, 'goal'],
    [{ exits: [{ kind: 'purchase' }] }, 'exit rule'],
  ] as const) {
    const stage = await newStage(db)
    const where = { path: 'totalGrossPrice', is: 'atLeast', value: 10 }
    const kinds = JSON.parse(
      JSON.stringify(rule).replace('"purchase"', `"purchase","where":${JSON.stringify(where)}`),
    )
    const contactId = await enter(stage, { first: { kind: 'wait', for: 'P2D' } }, kinds)
    await stage.tell('receipt.registered', contactId, { totalGrossPrice: '3' })
    await stage.settle()
    assert.equal((await stage.runs())[0]!.state, 'waiting')
    assert.equal((await stage.runs())[0]!.due_at.toISOString(), '2026-03-04T10:00:00.000Z')
    await stage.tell('receipt.registered', contactId, { totalGrossPrice: '10.00' })
    await stage.settle()
    assert.deepEqual(await endOf(stage), [`first: ${ending}`, ending])
  }
})

test('a condition asks rules of segments, values, and what happened since the beginning', async () => {
  const ask = async (condition: object, contact: object = {}) => {
    const stage = await newStage(db)
    await enter(
      stage,
      { first: { kind: 'condition', test: condition, yes: 'yes', no: 'no' }, yes: exit('y'), no: exit('n') },
      {},
      contact,
    )
    return (await endOf(stage))[0]
  }
  const rule = { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' }
  assert.equal(await ask({ rule }, { city: 'Lund' }), 'first: yes')
  assert.equal(await ask({ rule }), 'first: no')
  const value = { path: 'entry.rating', is: 'oneOf', values: [1, 2] }
  assert.equal(await ask(value), 'first: yes')
  assert.equal(await ask({ not: value }), 'first: no')
  assert.equal(await ask({ all: [value, { rule }] }), 'first: no')
  assert.equal(await ask({ any: [{ rule }, value] }), 'first: yes')
  const own = { path: 'contact.watched', is: 'equal', valueFrom: 'entry.product' }
  assert.equal(await ask(own, { watched: 'Kettle' }), 'first: yes')
  assert.equal(await ask(own, { watched: 'Pan' }), 'first: no')
  assert.equal(await ask(own), 'first: no')
  const adult = { path: 'contact.age', is: 'atLeast', value: 18 }
  assert.equal(await ask(adult, { birthDay: '1980-02-03' }), 'first: yes')
  assert.equal(await ask(adult), 'first: no')
  assert.equal(await ask({ path: 'contact.contactType', is: 'present' }), 'first: yes')
  assert.equal(await ask({ happened: { kind: 'interaction' } }), 'first: no')
  assert.equal(await ask({ happened: { kind: 'contactCreated' }, within: 'P1D' }), 'first: yes')
})

test('shares are kept, and a contact always has the same one', async () => {
  const stage = await newStage(db)
  const contacts: string[] = []
  while (contacts.length < 30) contacts.push(await stage.contact())
  const steps = {
    first: {
      kind: 'splitByShare',
      shares: [
        { percent: 0, next: 'a' },
        { percent: 50, next: 'b' },
        { percent: 50, next: 'c' },
      ],
    },
    a: exit('a'),
    b: exit('b'),
    c: exit('c'),
  }
  await stage.automation({ entry, start: 'first', steps })
  for (let round = 0; round < 2; round++) {
    for (const contactId of contacts) await stage.review(contactId)
    await stage.settle()
  }
  const byContact = Map.groupBy(await stage.runs(), run => run.contact_id)
  assert.ok([...byContact.values()].every(([one, two]) => one!.step === two!.step))
  const taken = new Set([...byContact.values()].map(([one]) => one!.step))
  assert.deepEqual([...taken].sort(), ['b', 'c'])
})

test('a jump goes back as often as it may', async () => {
  const stage = await newStage(db)
  const steps = {
    first: { kind: 'updateContact', attributes: { times: { increaseBy: 1 } }, next: 'again' },
    again: { kind: 'jump', to: 'first', most: 2 },
  }
  const contactId = await enter(stage, steps)
  assert.equal((await stage.runs())[0]!.reason, 'loop guard')
  const { attributes } = await db
    .selectFrom('contacts')
    .select('attributes')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  assert.equal(attributes.times, 3)
})

test('of a run that did very much, its beginning and its end are told', async () => {
  const stage = await newStage(db)
  const steps = {
    first: { kind: 'splitByShare', shares: [{ percent: 100, next: 'again' }, { percent: 0 }] },
    again: { kind: 'jump', to: 'first', most: 600 },
  }
  const contactId = await enter(stage, steps)
  const [run] = await stage.runs()
  const { history } = await readRun(db, stage.tenantId, run!.id)
  assert.equal(history.length, 1000)
  assert.deepEqual(
    [history[0], ...history.slice(-2)].map(done => `${done!.step}: ${done!.outcome}`),
    ['first: share 1', 'first: share 1', 'again: jumped enough'],
  )
  const { says } = await transact(db, tx =>
    whyContact(tx, stage.tenant, run!.automation_id, contactId, run!.ended_at!),
  )
  assert.match(says[0]!, /: loop guard\. Its last step was again: jumped enough\.$/)
})

test('a contact is changed by templates and paths, or the refusal says why', async () => {
  const stage = await newStage(db)
  const steps = {
    first: {
      kind: 'updateContact',
      attributes: {
        note: { template: '{{ contact.firstName | upcase }}: {{ entry.product }} {{ contact.id }}' },
      },
      preferences: { email: false },
      consents: [{ id: 'club', value: true }],
      next: 'broken',
    },
    broken: { kind: 'updateContact', attributes: { email: 'nonsense' }, refused: 'missing' },
    missing: { kind: 'updateContact', attributes: { note: { template: '{{ contact.nothing }}' } } },
  }
  const contactId = await enter(stage, steps, {}, { firstName: 'Ada' })
  assert.deepEqual(await endOf(stage), ['first: updated', 'broken: refused', 'missing: refused', 'completed'])
  const { attributes } = await db
    .selectFrom('contacts')
    .select('attributes')
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  assert.equal(attributes.note, `ADA: Kettle ${contactId}`)
})

test('lists and interactions are written, and an interaction that breaks its schema is refused', async () => {
  const stage = await newStage(db)
  const list = await transact(db, tx =>
    createSegment(tx, stage.tenant, { name: 'l', kind: 'list' } as never, new Date()),
  )
  const steps = {
    first: { kind: 'addToList', listId: list.id, next: 'more' },
    more: { kind: 'addToList', listId: list.id, next: 'out' },
    out: { kind: 'removeFromList', listId: list.id, next: 'note' },
    note: {
      kind: 'recordInteraction',
      schemaId: 'review',
      payload: { rating: 5, product: { from: 'entry.product' } },
      next: 'bad',
    },
    bad: { kind: 'recordInteraction', schemaId: 'review', payload: { rating: 'five' } },
  }
  await enter(stage, steps)
  assert.deepEqual(await endOf(stage), [
    'first: added',
    'more: in it already',
    'out: removed',
    'note: recorded',
    'bad: refused',
    'completed',
  ])
  const rows = await db
    .selectFrom('interactions')
    .select('payload')
    .where('tenant_id', '=', stage.tenantId)
    .orderBy('seq')
    .execute()
  assert.deepEqual(
    rows.map(row => row.payload),
    [
      { rating: 2, product: 'Kettle' },
      { rating: 5, product: 'Kettle' },
    ],
  )
})

test('a message is queued once for each step, after the quiet hours, and not above the cap', async () => {
  const stage = await newStage(db, { at: new Date('2026-03-02T22:00:00Z') })
  const templateId = await stage.template()
  const send = { kind: 'sendMessage', channel: 'email', templateId }
  const steps = {
    first: { ...send, next: 'second' },
    second: { ...send, next: 'urgent' },
    urgent: { ...send, ignoresLimits: true },
  }
  const limits = {
    quietHours: { from: '21:00', to: '08:00' },
    frequencyCap: [{ channel: 'email', most: 1, within: 'P1D' }],
  }
  await enter(stage, steps, limits)
  assert.deepEqual(
    [(await stage.runs())[0]!.reason, (await stage.runs())[0]!.due_at.toISOString()],
    ['quiet hours', '2026-03-03T08:00:00.000Z'],
  )
  await stage.pass('10 hours')
  assert.deepEqual(await endOf(stage), ['first: queued', 'second: capped', 'urgent: queued', 'completed'])
  const sends = await stage.sends()
  assert.deepEqual(
    sends.map(send => send.origin_step),
    ['first', 'urgent'],
  )
  assert.deepEqual((sends[0]!.context as { interaction: object }).interaction, {
    rating: 2,
    product: 'Kettle',
  })
})

test('a call waits for its reply, which later steps can use, and retries what may pass', async () => {
  const stage = await newStage(db)
  const steps = {
    first: {
      kind: 'callApi',
      method: 'POST',
      url: 'https://crm.example.com/{{ entry.product }}/x?id={{ contactId }}',
      headers: { 'X-Rating': '{{ entry.rating }}', 'X-City': "{{user['system']['city']}}" },
      body: `{"product": {{ entry.product | json }}, "same": "{{event['custom']['review']['custom']['product']}}"}`,
      retries: 1,
      saveAs: 'crm',
      next: 'look',
      failed: 'bad',
    },
    look: { kind: 'splitByValue', path: 'replies.crm.body.level', cases: [{ equal: 'gold', next: 'gold' }] },
    gold: exit('gold'),
    bad: exit('bad'),
  }
  const contactId = await stage.contact({ city: 'Lund' })
  await stage.automation({ entry, start: 'first', steps })
  await stage.review(contactId, { product: 'Tea/Pot +1' })
  await stage.settle()
  const ours = async () =>
    (await claimCalls(db, 10, 30_000)).filter(call => call.tenant_id === stage.tenantId)
  const [call] = await ours()
  assert.deepEqual(call!.request, {
    method: 'POST',
    url: `https://crm.example.com/Tea%2FPot%20%2B1/x?id=${contactId}`,
    headers: { 'X-Rating': '2', 'X-City': 'Lund' },
    body: '{"product": "Tea/Pot +1", "same": "Tea/Pot +1"}',
    timeoutMs: 10_000,
    retries: 1,
  })
  await settleCalls(db, [{ call: call!, reply: { status: 503, body: 'no', problem: null, ms: 1 } }])
  assert.deepEqual(await ours(), [])
  await stage.pass(5000)
  const [again] = await ours()
  assert.equal(again!.id, call!.id)
  await settleCalls(db, [
    { call: again!, reply: { status: 200, body: { level: 'gold' }, problem: null, ms: 1 } },
  ])
  await stage.settle()
  assert.deepEqual(await endOf(stage), ['first: succeeded', 'look: case 1', 'gold: exited', 'exited'])
})

test('a call that ended a month ago is forgotten, and one that waits is not', async () => {
  const stage = await newStage(db)
  const steps = { first: { kind: 'webhook', url: 'https://example.com/' } }
  await enter(stage, steps, { frequency: { limit: 'everyTime' } })
  await enter(stage, steps)
  const callsOf = async () =>
    (
      await db
        .selectFrom('automation_calls')
        .select(['id', 'state'])
        .where('tenant_id', '=', stage.tenantId)
        .execute()
    ).length
  const [call] = (await claimCalls(db, 10, 30_000)).filter(each => each.tenant_id === stage.tenantId)
  await settleCalls(db, [{ call: call!, reply: { status: 200, body: '', problem: null, ms: 1 } }])
  const before = await callsOf()
  await forgetCalls(db, new Date())
  assert.equal(await callsOf(), before)
  await forgetCalls(db, new Date(Date.now() + 31 * 86_400_000))
  assert.equal(await callsOf(), before - 1)
})

test('what a contact brings cannot leave its part of an address', async () => {
  const stage = await newStage(db)
  const steps = { first: { kind: 'webhook', url: 'https://example.com/{{ entry.product }}' } }
  const contactId = await stage.contact()
  await stage.automation({ entry, start: 'first', steps })
  await stage.review(contactId, { product: '../../@evil.example/?a=b#c' })
  await stage.settle()
  const { request } = await db
    .selectFrom('automation_calls')
    .select('request')
    .where('tenant_id', '=', stage.tenantId)
    .executeTakeFirstOrThrow()
  const url = new URL(request.url as string)
  assert.deepEqual([url.host, url.search, url.hash], ['example.com', '', ''])
})

test('a call that waited for four days is not made any more', async () => {
  const stage = await newStage(db)
  const call = { kind: 'callApi', method: 'GET', url: 'https://example.com/', failed: 'bad' }
  await enter(stage, { first: call, bad: exit('bad') })
  await stage.setClock('5 days')
  assert.deepEqual(
    (await claimCalls(db, 10, 30_000)).filter(each => each.tenant_id === stage.tenantId),
    [],
  )
  await stage.settle()
  assert.deepEqual(await endOf(stage), ['first: failed', 'bad: exited', 'exited'])
})

test('calls of a throttle come one after another, and no other has to wait for them', async () => {
  const stage = await newStage(db)
  const throttle = { name: 'crm', perMinute: 600 } // one in a tenth of a second
  const steps = {
    first: { kind: 'webhook', url: 'https://example.com/slow', throttle, next: 'second' },
    second: { kind: 'webhook', url: 'https://example.com/free' },
  }
  const contacts = [await stage.contact(), await stage.contact(), await stage.contact()]
  await stage.automation({ entry, start: 'first', steps })
  for (const contactId of contacts) await stage.review(contactId)
  await stage.settle()
  const claim = async () =>
    (await claimCalls(db, 10, 30_000))
      .filter(call => call.tenant_id === stage.tenantId)
      .map(call => call.request.url.slice('https://example.com/'.length))
  assert.deepEqual((await claim()).sort(), ['free', 'free', 'free', 'slow'])
  const began = performance.now()
  const later: string[] = []
  await until(async () => {
    later.push(...(await claim()))
    return later.length === 2
  })
  assert.deepEqual(later, ['slow', 'slow'])
  assert.ok(performance.now() - began > 150)
})

test('templates written for WebEngage find what a step waited for, and the reply of a call', async () => {
  const stage = await newStage(db)
  const waitFor = (kind: string, next: string) => {
    return { kind: 'waitForEvent', event: { kind }, timeout: 'P3D', next }
  }
  const call = { kind: 'callApi', method: 'POST', url: 'https://crm.example.com/' }
  const body = `{{journey['state-1'].custom['totalGrossPrice']}}, {{journey['state-2'].custom['orderId']}}
    {%- if api['state-3'] %}, {{api['state-3'].level}}{% endif %}`
  const steps = {
    'state-1': waitFor('purchase', 'state-2'),
    'state-2': waitFor('order', 'state-3'),
    'state-3': { ...call, body, saveAs: 'state-3', next: 'state-4' },
    'state-4': { ...call, body, next: 'state-5' },
    'state-5': { kind: 'sendMessage', channel: 'email', templateId: await stage.template() },
  }
  const contactId = await stage.contact()
  await stage.automation({ entry, start: 'state-1', steps })
  await stage.review(contactId)
  await stage.settle()
  await stage.tell('receipt.registered', contactId, { totalGrossPrice: '9.50' })
  await stage.settle()
  await stage.tell('order.created', contactId, { orderId: 'o-1' })
  const said: unknown[] = []
  for (const level of ['gold', 'silver']) {
    await stage.settle()
    const [due] = (await claimCalls(db, 10, 30_000)).filter(each => each.tenant_id === stage.tenantId)
    said.push(due!.request.body)
    await settleCalls(db, [{ call: due!, reply: { status: 200, body: { level }, problem: null, ms: 1 } }])
  }
  await stage.settle()
  assert.deepEqual(said, ['9.50, o-1', '9.50, o-1, gold'])
  const { journey, api } = (await stage.sends())[0]!.context as Record<string, object>
  assert.deepEqual(journey, {
    'state-1': { custom: { totalGrossPrice: '9.50', skus: [] } },
    'state-2': { custom: { orderId: 'o-1' } },
  })
  assert.deepEqual(api, { 'state-3': { level: 'gold' } })
})
