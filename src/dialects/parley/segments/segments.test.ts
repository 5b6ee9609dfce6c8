import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { kind } from '../../../../test/kit/voyado.ts'
import { segmentEvents, segmentInteractions } from '../../../domain/segments/follow-log.ts'
import { mostRows } from '../../../domain/segments/import-list.ts'
import { workSegments } from '../../../domain/segments/work-segments.ts'
import { newId } from '../../../kernel/ids.ts'

const app = await testApp()
after(app.close)

type Company = Awaited<ReturnType<typeof newParleyCompany>>

const inOslo = { kind: 'attribute', name: 'city', is: 'equal', value: 'Oslo' }
const lowRating = (within: object = { last: { amount: 30, unit: 'days' } }) => ({
  kind: 'interactions',
  schema: 'review',
  where: [{ property: 'rating', is: 'less', value: 3 }],
  within,
  has: { count: { atLeast: 1 } },
})
const review = kind('review', {
  rating: { type: 'integer', addToSegmentation: true },
  text: { type: 'string' },
})

/** Lets everything that follows happen. */
async function settle(company: Company) {
  for (let round = 0; round < 3; round++) {
    while (await workSegments(app.services.db, error => assert.fail(String(error))));
    await app.catchUp(segmentInteractions, company)
    await app.catchUp(segmentEvents, company)
  }
}

const idsOf = (page: { items: { contactId: string }[] }) => page.items.map(item => item.contactId)

test('a live segment is made, computed, followed, changed under its version, and deleted', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  await get('POST', '/schemas', review)
  const one = await newParleyContact(company, { city: 'Oslo' })
  const two = await newParleyContact(company, { city: 'Rome' })
  const body = { name: 'Unhappy', kind: 'live', rule: { kind: 'any', of: [inOslo, lowRating()] } }
  const made = await ask('POST', '/segments', { body })
  assert.deepEqual([made.status, made.headers.etag], [201, '"1"'], made.text)
  assert.equal(made.body.computation.state, 'stale')
  assert.deepEqual(made.body.rule, body.rule)
  const { id } = made.body

  await settle(company)
  const computed = await get('GET', `/segments/${id}`)
  assert.deepEqual([computed.members, computed.computation.state], [1, 'ready'])
  assert.ok(computed.computation.computedAt && computed.computation.tookMs > 0)
  await get('POST', '/interactions', { schemaId: 'review', contactId: two, payload: { rating: 1 } })
  await settle(company)
  assert.deepEqual(idsOf(await get('GET', `/segments/${id}/members`)), [one, two].sort())
  assert.ok((await get('GET', `/segments/${id}`)).computation.msPerCheck > 0)
  const why = await get('GET', `/segments/${id}/members/${two}`)
  assert.deepEqual([why.isMember, why.isFulfilled, why.isLeftOut], [true, true, false])
  assert.deepEqual(
    why.nodes.map((node: { pointer: string; isFulfilled: boolean }) => [node.pointer, node.isFulfilled]),
    [
      ['', true],
      ['/of/1', true],
      ['/of/0', false],
    ],
  )
  const { items } = await get('GET', `/contacts/${two}/segments`)
  assert.deepEqual(
    items.map((item: { name: string }) => item.name),
    ['Unhappy'],
  )

  const patch = { body: { rule: inOslo }, headers: { 'if-match': '"1"' } }
  const changed = await ask('PATCH', `/segments/${id}`, patch)
  assert.deepEqual(
    [changed.status, changed.headers.etag, changed.body.computation.state],
    [200, '"2"', 'stale'],
  )
  assertProblem(await ask('PATCH', `/segments/${id}`, patch), 412, 'version-mismatch')
  await settle(company)
  assert.deepEqual(idsOf(await get('GET', `/segments/${id}/members`)), [one])
  assert.equal((await ask('DELETE', `/segments/${id}`)).status, 204)
  assertProblem(await ask('GET', `/segments/${id}`), 404, 'segment-not-found')
})

test('a rule that cannot be is refused with every fault by its pointer', async () => {
  const { ask, get } = await newParleyCompany(app)
  await get('POST', '/schemas', review)
  const rule = {
    kind: 'all',
    of: [
      { kind: 'attribute', name: 'city', is: 'nearly', value: 1 },
      { kind: 'interactions', schema: 'nothing' },
      { ...lowRating({ last: { amount: 0, unit: 'days' } }), where: [{ property: 'text', is: 'present' }] },
      { kind: 'segment', id: newId() },
      { kind: 'magic' },
    ],
  }
  for (const answer of [
    await ask('POST', '/segments', { body: { name: 'x', kind: 'live', rule } }),
    await ask('POST', '/segments/preview', { body: { rule } }),
  ]) {
    assertProblem(answer, 422, 'segment-rule-invalid')
    assert.deepEqual(
      answer.body.errors.map((error: { pointer: string }) => error.pointer),
      [
        '/rule/of/0/is',
        '/rule/of/1/schema',
        '/rule/of/2/where/0/property',
        '/rule/of/2/within/last/amount',
        '/rule/of/3/id',
        '/rule/of/4/kind',
      ],
    )
  }
  assertProblem(await ask('POST', '/segments', { body: { name: ' ', kind: 'live' } }), 422, 'segment-invalid')
  for (const [method, path] of [
    ['GET', '/segments/x'],
    ['PATCH', `/segments/${newId()}`],
    ['DELETE', `/segments/${newId()}`],
    ['POST', '/segments/x/recompute'],
    ['GET', '/segments/x/members'],
  ] as const)
    assertProblem(await ask(method, path, method === 'PATCH' ? { body: {} } : {}), 404, 'segment-not-found')
})

test('a preview counts whom a rule is true of and saves nothing', async () => {
  const company = await newParleyCompany(app)
  const ids = []
  for (const city of ['Oslo', 'Oslo', 'Rome']) ids.push(await newParleyContact(company, { city }))
  const preview = await company.get('POST', '/segments/preview', { rule: inOslo })
  assert.deepEqual([preview.count, preview.isEstimate], [2, false])
  assert.deepEqual(preview.sample.sort(), ids.slice(0, 2).sort())
  assert.deepEqual(await company.get('GET', '/segments'), { items: [], nextCursor: null })
})

test('contacts are put into a list by id and by CSV, and taken out; others are refused', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const one = await newParleyContact(company, { email: 'one@example.com' })
  const two = await newParleyContact(company, { email: 'two@example.com' })
  const list = await get('POST', '/segments', { name: 'VIP', kind: 'list' })
  const live = await get('POST', '/segments', {
    name: 'VIP or from Oslo',
    kind: 'live',
    rule: { kind: 'any', of: [inOslo, { kind: 'segment', id: list.id }] },
  })
  const members = `/segments/${list.id}/members`
  assert.deepEqual(await get('POST', members, { contactIds: [one, newId()] }), { added: [one] })
  assert.deepEqual(await get('POST', members, { contactIds: [one] }), { added: [] })
  const csv = 'name,email\r\n"Two, II",TWO@example.com\r\nOne,one@example.com\nNobody,none@example.com\n'
  assert.deepEqual(await get('POST', `${members}/import`, { csv }), {
    rows: 3,
    added: 1,
    known: 1,
    unknownCount: 1,
    unknown: [{ line: 4, value: 'none@example.com', reason: 'unknown' }],
  })
  await settle(company)
  assert.deepEqual(idsOf(await get('GET', `/segments/${live.id}/members`)), [one, two].sort())
  assert.deepEqual(await get('POST', `${members}/remove`, { contactIds: [one, one] }), { removed: [one] })
  await settle(company)
  assert.deepEqual(idsOf(await get('GET', `/segments/${live.id}/members`)), [two])

  const byId = await get('POST', `${members}/import`, {
    csv: `contactId\n${one}\n${one.toUpperCase()}\nnobody\n`,
  })
  assert.deepEqual([byId.rows, byId.added, byId.known, byId.unknownCount], [3, 1, 1, 1])
  assertProblem(await ask('POST', `${members}/import`, { body: { csv: 'a,b\n1,2' } }), 422, 'segment-invalid')
  assertProblem(
    await ask('POST', `${members}/import`, { body: { csv: 'email\n"x' } }),
    422,
    'segment-invalid',
  )
  const twins = 'mobilePhone\n+46701234567\n+46701234568\n12\n'
  for (const firstName of ['a', 'b'])
    await newParleyContact(company, { firstName, mobilePhone: '+46701234567' })
  const byPhone = await get('POST', `${members}/import`, { csv: twins })
  assert.deepEqual(byPhone.unknown, [
    { line: 2, value: '+46701234567', reason: 'ambiguous' },
    { line: 3, value: '+46701234568', reason: 'unknown' },
    { line: 4, value: '12', reason: 'invalid' },
  ])
  const rows = (count: number) =>
    `email\n${Array.from({ length: count }, (_, n) => `${n}@example.com\n`).join('')}`
  const most = await get('POST', `${members}/import`, { csv: `${rows(mostRows - 1)}one@example.com` })
  assert.deepEqual(
    [most.rows, most.known, most.unknownCount, most.unknown.length],
    [mostRows, 1, mostRows - 1, 100],
  )
  assertProblem(
    await ask('POST', `${members}/import`, { body: { csv: rows(mostRows + 1) } }),
    422,
    'segment-invalid',
  )
  const toLive = { body: { contactIds: [one] } }
  assertProblem(await ask('POST', `/segments/${live.id}/members`, toLive), 409, 'segment-not-list')
  assertProblem(await ask('POST', `/segments/${list.id}/recompute`), 409, 'segment-not-computed')
  assertProblem(await ask('DELETE', `/segments/${list.id}`), 409, 'segment-in-use')
  const circle = { body: { rule: { kind: 'not', of: { kind: 'segment', id: live.id } } } }
  assertProblem(await ask('PATCH', `/segments/${live.id}`, circle), 422, 'segment-rule-invalid')
})

test('a refreshing segment and a list with a rule are computed and then stay', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const one = await newParleyContact(company, { city: 'Oslo' })
  const daily = await get('POST', '/segments', { name: 'd', kind: 'refreshing', rule: inOslo })
  const list = await get('POST', '/segments', { name: 'l', kind: 'list', rule: inOslo })
  await settle(company)
  const two = await newParleyContact(company, { city: 'Oslo' })
  await settle(company)
  for (const { id } of [daily, list])
    assert.deepEqual(idsOf(await get('GET', `/segments/${id}/members`)), [one])
  assert.equal((await get('GET', `/segments/${daily.id}`)).refresh, 'daily')
  assert.equal((await ask('POST', `/segments/${daily.id}/recompute`)).status, 202)
  await settle(company)
  assert.deepEqual(idsOf(await get('GET', `/segments/${daily.id}/members`)), [one, two].sort())
})

test('members and segments come in pages', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push(await newParleyContact(company))
  const made = []
  for (const name of ['a', 'b', 'c']) made.push((await get('POST', '/segments', { name, kind: 'list' })).id)
  await get('POST', `/segments/${made[0]}/members`, { contactIds: ids })
  const walk = async (path: string) => {
    const items = []
    for (let cursor = ''; cursor !== null; ) {
      const page = await get('GET', `${path}?limit=2${cursor && `&cursor=${cursor}`}`)
      items.push(...page.items)
      cursor = page.nextCursor
    }
    return items
  }
  assert.deepEqual(
    (await walk(`/segments/${made[0]}/members`)).map(item => item.contactId),
    ids.sort(),
  )
  assert.deepEqual(
    (await walk('/segments')).map(item => [item.id, item.members]),
    [
      [made[2], 0],
      [made[1], 0],
      [made[0], 3],
    ],
  )
})

test('a segment says what refers to it, and is not deleted while anything does', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const list = await get('POST', '/segments', { name: 'VIP', kind: 'list' })
  const rule = { kind: 'segment', id: list.id }
  const live = await get('POST', '/segments', { name: 'Again', kind: 'live', rule })
  const automation = await get('POST', '/automations', {
    name: 'Greet',
    definition: {
      entry: { kind: 'segmentEntered', segmentId: list.id.toUpperCase() },
      start: 'end',
      steps: { end: { kind: 'exit' } },
    },
  })
  const template = await get('POST', '/templates', { name: 't', channel: 'sms', text: 'Hello' })
  const campaign = await get('POST', '/campaigns', {
    name: 'All',
    kind: 'broadcast',
    templateId: template.id,
    segmentId: list.id,
  })
  const { items } = await get('GET', `/segments/${list.id}/uses`)
  assert.deepEqual(items, [
    { kind: 'segment', id: live.id, name: 'Again', state: null },
    { kind: 'automation', id: automation.id, name: 'Greet', state: 'draft' },
    { kind: 'campaign', id: campaign.id, name: 'All', state: 'draft' },
  ])
  const refused = await ask('DELETE', `/segments/${list.id}`)
  assertProblem(refused, 409, 'segment-in-use')
  assert.deepEqual(refused.body.data.usedBy, items)
  assert.deepEqual(await get('GET', `/segments/${live.id}/uses`), { items: [] })
  assertProblem(await ask('GET', `/segments/${newId()}/uses`), 404, 'segment-not-found')

  assert.equal((await ask('DELETE', `/segments/${live.id}`)).status, 204)
  assert.equal((await ask('DELETE', `/automations/${automation.id}`)).status, 204)
  assertProblem(await ask('DELETE', `/segments/${list.id}`), 409, 'segment-in-use')
  await get('POST', `/campaigns/${campaign.id}/stop`, {})
  assert.equal((await ask('DELETE', `/segments/${list.id}`)).status, 204)
})

test('a segment says how many members it had, hour by hour and day by day, whatever they left by', async () => {
  const company = await newParleyCompany(app, { settings: { timeZone: 'Europe/Stockholm' } })
  const { ask, get } = company
  const freeze = (at: string) => get('POST', '/clock', { move: 'freeze', at })
  await freeze('2027-03-27T12:00:00Z')
  const list = await get('POST', '/segments', { name: 'VIP', kind: 'list' })
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push(await newParleyContact(company))
  await get('POST', `/segments/${list.id}/members`, { contactIds: ids.slice(0, 3) })
  await freeze('2027-03-28T21:59:00Z')
  await get('POST', `/segments/${list.id}/members/remove`, { contactIds: [ids[0]] })
  await get('POST', `/segments/${list.id}/members`, { contactIds: [ids[3]] })
  await freeze('2027-03-28T22:01:00Z')
  await ask('DELETE', `/contacts/${ids[1]}`)
  await get('POST', `/contacts/${ids[2]}/merge`, { contactId: ids[3] })

  const history = `/segments/${list.id}/history`
  const days = await get('GET', `${history}?from=2027-03-26T12:00:00Z`)
  assert.deepEqual(days.points, [
    { at: '2027-03-25T23:00:00.000Z', size: 0, entered: 0, left: 0 },
    { at: '2027-03-26T23:00:00.000Z', size: 3, entered: 3, left: 0 },
    { at: '2027-03-27T23:00:00.000Z', size: 3, entered: 1, left: 1 },
    { at: '2027-03-28T22:00:00.000Z', size: 1, entered: 0, left: 2 },
  ])
  const hours = await get('GET', `${history}?step=hour&from=2027-03-28T20:30:00Z&until=2027-03-28T22:00:00Z`)
  assert.deepEqual(hours.points, [
    { at: '2027-03-28T20:00:00.000Z', size: 3, entered: 0, left: 0 },
    { at: '2027-03-28T21:00:00.000Z', size: 3, entered: 1, left: 1 },
  ])
  assert.equal((await get('GET', history)).points.length, 30)
  assert.deepEqual((await get('GET', `${history}?from=2028-01-01T00:00:00Z`)).points, [])
  assertProblem(
    await ask('GET', `${history}?step=hour&from=2026-01-01T00:00:00Z`),
    422,
    'segment-history-too-long',
  )
  assertProblem(await ask('GET', `${history}?from=yesterday`), 400, 'input-invalid')
  assertProblem(await ask('GET', `/segments/${newId()}/history`), 404, 'segment-not-found')
})

test('who can be reached follows from preferences and from addresses that are suppressed', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const { id: contactId } = await get('POST', '/contacts', {
    attributes: { email: 'one@example.com' },
    preferences: { email: true, sms: true },
  })
  const make = (channels: string[]) =>
    get('POST', '/segments', { name: channels.join(), kind: 'live', rule: { kind: 'reachable', channels } })
  const [byMail, bySms, byAny] = [await make(['email']), await make(['sms']), await make(['sms', 'email'])]
  const memberships = async () => {
    await settle(company)
    const pages = [byMail, bySms, byAny].map(({ id }) => get('GET', `/segments/${id}/members`))
    return (await Promise.all(pages)).map(page => page.items.length)
  }
  assert.deepEqual(await memberships(), [1, 0, 1])
  await ask('POST', '/suppressions', { body: { channel: 'email', address: 'One@Example.com' } })
  assert.deepEqual(await memberships(), [0, 0, 0])
  await ask('PATCH', `/contacts/${contactId}`, { body: { attributes: { mobilePhone: '+46701234567' } } })
  assert.deepEqual(await memberships(), [0, 1, 1])
  assert.equal((await ask('DELETE', '/suppressions/email/one@example.com')).status, 204)
  assert.deepEqual(await memberships(), [1, 1, 1])
  await ask('PATCH', `/contacts/${contactId}`, { body: { preferences: { email: false, sms: false } } })
  assert.deepEqual(await memberships(), [0, 0, 0])
})

test('segments are found by what their name or description has', async () => {
  const { get } = await newParleyCompany(app)
  const rule = { kind: 'approved', value: true }
  await get('POST', '/segments', { name: 'Malmö regulars', kind: 'live', rule })
  await get('POST', '/segments', { name: 'Lapsed', description: '100 % of Malmö_2', kind: 'live', rule })
  await get('POST', '/segments', { name: 'Lund', kind: 'list' })
  const names = async (search: string) =>
    (await get('GET', `/segments?search=${encodeURIComponent(search)}`)).items.map(
      ({ name }: { name: string }) => name,
    )
  assert.deepEqual(await names('MALMÖ'), ['Lapsed', 'Malmö regulars'])
  assert.deepEqual(await names('%'), ['Lapsed'])
  assert.deepEqual(await names('_'), ['Lapsed'])
  assert.equal((await names(' ')).length, 3)
})
