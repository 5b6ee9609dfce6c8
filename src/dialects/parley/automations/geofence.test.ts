import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { eventually } from '../../../../test/kit/eventually.ts'
import { assertProblem, type ParleyCompany } from '../../../../test/kit/parley.ts'
import { contactOf, newAskedCompany } from '../../../../test/kit/webengage.ts'
import { withWorkers } from '../../../../test/kit/workers.ts'
import { createKey } from '../../../domain/accounts/create-key.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
withWorkers(app)

const amsterdam = { latitude: 52.37, longitude: 4.9, radius: 2000 }
const inside = { latitude: 52.371, longitude: 4.901 }
const outside = { latitude: 51.92, longitude: 4.48 }
const entry = { kind: 'geofence', when: 'enters', circles: [amsterdam] }
const end = { start: 'end', steps: { end: { kind: 'exit' } } }

async function start({ get }: ParleyCompany, definition: object): Promise<string> {
  const { id } = await get('POST', '/automations', { name: crypto.randomUUID(), definition })
  await get('POST', `/automations/${id}/start`)
  return id
}
const runsOf = async ({ get }: ParleyCompany, id: string, count: number) =>
  eventually(async () => {
    const { items } = await get('GET', `/automations/${id}/runs`)
    return items.length === count ? (items as { contactId: string; entry: { data: object } }[]) : undefined
  })

test('an integration that tells users by the users API of WebEngage lets them enter', async () => {
  const { company, ask } = await newAskedCompany(app)
  const id = await start(company, { entry, ...end, frequency: { limit: 'everyTime', whileRunning: true } })
  const tell = async (userId: string, location: unknown) => {
    const answer = await ask('POST', '/v1/accounts/{lc}/users', { userId, attributes: { location } })
    assert.equal(answer.status, 201, answer.text)
  }
  await tell('u', outside)
  await tell('u', inside)
  await tell('new', { latitude: '52.37', longitude: '4.9' })
  await tell('u', { ...inside, latitude: 52.372 })
  await tell('lost', { latitude: 'unknown' })
  const runs = await runsOf(company, id, 2)
  const contacts = await Promise.all(['u', 'new'].map(async user => (await contactOf(app, company, user)).id))
  assert.deepEqual(new Set(runs.map(run => run.contactId)), new Set(contacts))
  // A value of another type is dropped, as it is of every attribute whose type was learnt.
  await tell('u', 'Rotterdam')
  assert.deepEqual((await contactOf(app, company, 'u')).attributes.location, { ...inside, latitude: 52.372 })
  await tell('u', null)
  await tell('u', inside)
  await runsOf(company, id, 3)
})

test('a position is an attribute like any other: read, searched, exported, asked for by segments', async () => {
  const { company } = await newAskedCompany(app)
  const { get, tenant, call } = company
  const id = await start(company, { entry, ...end })
  const email = 'at@example.com'
  const made = await get('POST', '/contacts', { attributes: { email, location: outside } })
  const moved = await get('PATCH', `/contacts/${made.id}`, { attributes: { location: inside } })
  assert.deepEqual(moved.attributes.location, inside)
  const [run] = await runsOf(company, id, 1)
  assert.deepEqual(run!.entry.data, {
    attributes: ['location'],
    was: { location: outside },
    now: { location: inside },
  })
  const { secret } = await transact(app.services.db, tx =>
    createKey(tx, tenant.id, { dialect: 'voyado', name: 'v' }, 'test', new Date()),
  )
  await app.services.directory.refresh()
  const read = await call('GET', `/api/v3/contacts/${made.id}`, { headers: { apikey: secret } })
  assert.deepEqual(read.body.attributes.location, inside)
  const body = { location: outside }
  const patched = await call('PATCH', `/api/v3/contacts/${made.id}`, { body, headers: { apikey: secret } })
  assert.deepEqual(patched.body.attributes.location, outside, patched.text)

  const found = await get('GET', '/contacts?search=at%40example.com')
  assert.deepEqual(found.items[0].attributes.location, outside)
  const rule = (more: object) => ({ rule: { kind: 'attribute', name: 'location', ...more } })
  assert.equal((await get('POST', '/segments/preview', rule({ is: 'present' }))).count, 1)
  assert.equal((await get('POST', '/segments/preview', rule({ is: 'equal', value: 'x' }))).count, 0)
  assert.equal((await get('POST', '/segments/preview', rule({ is: 'greater', value: 1 }))).count, 0)

  const { id: exported } = await get('POST', '/contact-exports', { columns: ['email', 'location'] })
  const file = await eventually(async () => {
    const answer = await company.ask('GET', `/contact-exports/${exported}/file`)
    return answer.status === 200 ? answer.text : undefined
  })
  assert.ok(file.includes(`at@example.com,"${JSON.stringify(outside).replaceAll('"', '""')}"`), file)

  // What is no position is kept as it is, and is outside.
  const broken = await get('PATCH', `/contacts/${made.id}`, { attributes: { location: { latitude: 'x' } } })
  assert.deepEqual(broken.attributes.location, { latitude: 'x' })
})

test('interactions and business events are asked for positions, too', async () => {
  const { company, ask } = await newAskedCompany(app)
  const { get } = company
  const where = { path: 'position', inside: [amsterdam] }
  const tellPosition = (position: object) =>
    ask('POST', '/v1/accounts/{lc}/events', { userId: 'u', eventName: 'Check-in', eventData: { position } })
  assert.equal((await tellPosition(inside)).status, 201)
  const entryOf = { kind: 'interaction', schemaId: 'Check-in', where }
  const byInteraction = await start(company, { entry: entryOf, ...end })
  for (const position of [outside, inside]) assert.equal((await tellPosition(position)).status, 201)
  await runsOf(company, byInteraction, 1)

  const steps = {
    near: {
      kind: 'condition',
      test: { path: 'entry.event.position', inside: [amsterdam] },
      yes: 'yes',
      no: 'no',
    },
    yes: { kind: 'exit', reason: 'near' },
    no: { kind: 'exit', reason: 'far' },
  }
  const byEvent = await start(company, {
    entry: { kind: 'businessEvent', name: 'pop-up' },
    start: 'near',
    steps,
  })
  const tell = (id: string, position: object) =>
    get('POST', '/business-events', { name: 'pop-up', id, data: { event: { position } } })
  await tell('one', inside)
  const [run] = await runsOf(company, byEvent, 1)
  const ended = await eventually(async () => {
    const read = await get('GET', `/runs/${(run as unknown as { id: string }).id}`)
    return read.state === 'ended' ? read : undefined
  })
  assert.equal(ended.history[0].outcome, 'yes')
})

test('what is wrong with an area is told with its place, when it is checked and when it is kept', async () => {
  const { company } = await newAskedCompany(app)
  const { ask, get } = company
  const wrong = (given: object) => ({ entry: { ...entry, ...given }, ...end })
  const cases: [object, string][] = [
    [{ circles: [] }, '/entry/circles'],
    [{ circles: Array(51).fill(amsterdam) }, '/entry/circles'],
    [{ circles: [amsterdam, { ...amsterdam, radius: 0.5 }] }, '/entry/circles/1/radius'],
    [{ circles: [{ ...amsterdam, latitude: '52' }] }, '/entry/circles/0/latitude'],
    [{ when: 'stays' }, '/entry/when'],
    [{ attribute: 7 }, '/entry/attribute'],
    [{ firstTime: true }, '/entry/firstTime'],
    [
      { where: { path: 'now.location', inside: [{ ...amsterdam, longitude: 181 }] } },
      '/entry/where/inside/0/longitude',
    ],
  ]
  for (const [given, pointer] of cases) {
    const definition = wrong(given)
    const answer = await ask('POST', '/automations', { body: { name: 'x', definition } })
    assertProblem(answer, 422, 'automation-invalid')
    assert.deepEqual(
      answer.body.errors.map((error: { pointer: string }) => error.pointer),
      [pointer],
    )
    const { errors } = await get('POST', '/automations/check', { definition })
    assert.equal(errors[0].pointer, pointer)
  }
})
