import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { kind } from '../../../../test/kit/voyado.ts'
import { segmentEvents, segmentInteractions } from '../../../domain/segments/follow-log.ts'
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
    unknown: [{ line: 4, value: 'none@example.com' }],
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
