import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import {
  assertProblem,
  furnishParley,
  newParleyCompany,
  newParleyContact,
} from '../../../../test/kit/parley.ts'
import { kind, storeVisit, visit } from '../../../../test/kit/voyado.ts'

const app = await testApp()
after(app.close)

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id)

test('an interaction is stored, listed, read with its body, and deleted', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const contactId = await newParleyContact(company)
  await get('POST', '/schemas', storeVisit)
  const input = {
    contactId,
    schemaId: 'store-visit',
    createdAt: '2025-03-01T12:00:00+01:00',
    payload: { ...visit, more: 1 },
  }
  const made = await ask('POST', '/interactions', { body: input })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.body.createdAt, '2025-03-01T11:00:00.000Z')
  assert.deepEqual(made.body.payload, visit)
  const path = `/interactions/${made.body.id}`
  assert.deepEqual(await get('GET', path), made.body)
  assert.deepEqual(await get('GET', `${path}/body`), input)
  for (const query of ['', `?contactId=${contactId}`, '?schemaId=store-visit', '?from=2025-03-01T11:00:00Z'])
    assert.deepEqual((await get('GET', `/interactions${query}`)).items, [made.body], query)
  for (const query of [`?contactId=${crypto.randomUUID()}`, '?until=2025-03-01T11:00:00Z'])
    assert.deepEqual((await get('GET', `/interactions${query}`)).items, [], query)
  assert.equal((await ask('DELETE', path)).status, 204)
  assertProblem(await ask('GET', path), 404, 'interaction-not-found')
  assert.deepEqual((await get('GET', '/interactions')).items, [])
})

test('each refusal of an interaction says what is wrong', async () => {
  const company = await newParleyCompany(app)
  const { ask } = company
  const { contactId, schemaId } = await furnishParley(company)
  const post = (body: object) =>
    ask('POST', '/interactions', { body: { contactId, schemaId, payload: visit, ...body } })
  assertProblem(await post({ contactId: 'x' }), 400, 'input-invalid')
  assertProblem(await post({ createdAt: '2025-03-01T10:00:00' }), 400, 'input-invalid')
  assertProblem(await post({ contactId: crypto.randomUUID() }), 404, 'contact-not-found')
  assertProblem(await post({ schemaId: 'none' }), 404, 'schema-not-found')
  const broken = await post({ payload: { minutes: 'x' } })
  assertProblem(broken, 422, 'payload-invalid')
  assert.equal(broken.body.errors.length, 2)
  assert.match(broken.body.data.rejectedId, /^[0-9a-f-]{36}$/)
  assertProblem(await ask('GET', '/interactions/x'), 400, 'interaction-id-invalid')
  assertProblem(await ask('GET', '/interactions?schemaId=none'), 404, 'schema-not-found')
})

test('a batch gives every row its own outcome and keeps numbers as they were sent', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const { contactId, schemaId } = await furnishParley(company)
  const row = (more: object = {}) => ({ contactId, schemaId, payload: visit, ...more })
  const rows = [
    row(),
    row({ payload: {} }),
    row({ contactId: crypto.randomUUID() }),
    row({ schemaId: 'none' }),
    row({ contactId: 'x', extra: 1 }),
    7,
    row({ payload: { ...visit, note: 'x'.repeat(70_000) } }),
    row({ createdAt: '2025-01-01T00:00:00Z' }),
  ]
  const answer = await get('POST', '/interactions/batch', { items: rows })
  assert.deepEqual([answer.stored, answer.rejected, answer.refused], [2, 1, 5])
  const told = answer.outcomes.map(({ outcome, code }: { outcome: string; code?: string }) => code ?? outcome)
  assert.deepEqual(told, [
    'stored',
    'payload-invalid',
    'contact-not-found',
    'schema-not-found',
    'input-invalid',
    'input-invalid',
    'body-too-large',
    'stored',
  ])
  const { items } = await get('GET', `/interactions?contactId=${contactId}`)
  assert.ok(idsOf(items).includes(answer.outcomes[0].id) && idsOf(items).includes(answer.outcomes[7].id))

  const digits =
    '{"items":[{"contactId":"C","schemaId":"store-visit","payload":{"visitedAt":"2025-03-02T10:05:00Z","other":0.12345678901234567890}}]}'
  const exact = await ask('POST', '/interactions/batch', {
    body: digits.replace('C', contactId),
    headers: { 'content-type': 'application/json' },
  })
  const body = await ask('GET', `/interactions/${exact.body.outcomes[0].id}/body`)
  assert.match(body.text, /0\.12345678901234567890/)

  assertProblem(await ask('POST', '/interactions/batch', { body: { items: [] } }), 400, 'input-invalid')
  const deep = `{"items":[${'['.repeat(100_000)}${']'.repeat(100_000)}]}`
  const json = { 'content-type': 'application/json' }
  assertProblem(await ask('POST', '/interactions/batch', { body: deep, headers: json }), 400, 'input-invalid')
})

test('a batch of a thousand is stored once under its Idempotency-Key', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const { contactId, schemaId } = await furnishParley(company)
  const items = Array.from({ length: 1000 }, () => ({ contactId, schemaId, payload: visit }))
  const headers = { 'idempotency-key': crypto.randomUUID() }
  const first = await ask('POST', '/interactions/batch', { body: { items }, headers })
  const again = await ask('POST', '/interactions/batch', { body: { items }, headers })
  assert.equal(first.body.stored, 1000, first.text.slice(0, 300))
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  const seen = new Set<string>()
  for (let cursor = ''; ; ) {
    const page = await get('GET', `/interactions?limit=200&contactId=${contactId}${cursor}`)
    for (const id of idsOf(page.items)) seen.add(id)
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  assert.equal(seen.size, 1001)
})

test('what was rejected is grouped by reason, tried dry, and stored once when its schema is mended', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const contactId = await newParleyContact(company)
  const rating = (most: number) => kind('review', { rating: { type: 'integer', maximum: most } })
  await get('POST', '/schemas', rating(5))
  const row = (value: unknown) => ({
    contactId,
    schemaId: 'review',
    createdAt: '2025-02-03T04:05:06.000Z',
    payload: { rating: value },
  })
  await get('POST', '/interactions/batch', { items: [6, 7, 8, 9, 'x'].map(row) })
  const { items, isComplete } = await get('GET', '/rejected-interactions/reasons')
  assert.deepEqual([items.map((item: { count: number }) => item.count), isComplete], [[4, 1], true])
  const reason = new URLSearchParams({ reasonField: items[0].field, reasonDetail: items[0].detail })
  const listed = await get('GET', `/rejected-interactions?schemaId=review&${reason}&limit=3`)
  const rest = await get(
    'GET',
    `/rejected-interactions?schemaId=review&${reason}&cursor=${listed.nextCursor}`,
  )
  assert.deepEqual([listed.items.length, rest.items.length, rest.nextCursor], [3, 1, null])
  const one = await get('GET', `/rejected-interactions/${items[0].latestId}`)
  assert.deepEqual(JSON.parse(one.body).schemaId, 'review')

  const path = '/rejected-interactions/replay'
  const early = await get('POST', path, { schemaId: 'review', dryRun: true })
  assert.deepEqual([early.stored, early.stillRejected], [0, 5])
  const { displayName, jsonSchema } = rating(8)
  await get('PUT', '/schemas/review', { displayName, jsonSchema })
  const dry = await get('POST', path, { schemaId: 'review', dryRun: true })
  assert.deepEqual([dry.stored, dry.stillRejected, dry.dryRun], [3, 2, true])
  assert.equal((await get('GET', '/rejected-interactions')).items.length, 5)
  const single = await get('POST', `/rejected-interactions/${dry.outcomes[0].rejectedId}/replay`, {})
  assert.equal(single.outcome, 'stored')
  const both = await Promise.all([
    get('POST', path, { schemaId: 'review' }),
    get('POST', path, { schemaId: 'review' }),
  ])
  assert.equal(both[0].stored + both[1].stored, 2)
  const stored = (await get('GET', '/interactions')).items
  assert.deepEqual(
    stored.map((item: { payload: { rating: number } }) => item.payload.rating).sort(),
    [6, 7, 8],
  )
  assert.ok(stored.every((item: { createdAt: string }) => item.createdAt === '2025-02-03T04:05:06.000Z'))
  const left = (await get('GET', '/rejected-interactions')).items
  assert.deepEqual(
    left.map((item: { schemaVersion: number }) => item.schemaVersion),
    [2, 2],
  )
  assertProblem(
    await ask('POST', `/rejected-interactions/${single.rejectedId}/replay`, { body: {} }),
    404,
    'rejected-interaction-not-found',
  )
  assertProblem(await ask('GET', '/rejected-interactions/x'), 404, 'rejected-interaction-not-found')
  assertProblem(await ask('POST', path, { body: { ids: ['x'] } }), 400, 'input-invalid')
})

test('rejected interactions are discarded one by one or by reason, and nothing but these', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const contactId = await newParleyContact(company)
  await get('POST', '/schemas', kind('review', { rating: { type: 'integer' }, text: { type: 'string' } }))
  const items = [{ rating: 'a' }, { rating: 'b' }, { rating: 'c' }, { text: 1 }].map(payload => ({
    contactId,
    schemaId: 'review',
    payload,
  }))
  await get('POST', '/interactions/batch', { items })
  const [reason] = (await get('GET', '/rejected-interactions/reasons')).items
  const one = `/rejected-interactions/${reason.latestId}`
  assert.equal((await ask('DELETE', one)).status, 204)
  for (const path of [one, '/rejected-interactions/x'])
    assertProblem(await ask('DELETE', path), 404, 'rejected-interaction-not-found')
  const chosen = { schemaId: 'review', reasonField: reason.field, reasonDetail: reason.detail }
  const path = '/rejected-interactions/discard'
  assert.deepEqual(await get('POST', path, { ...chosen, limit: 1 }), { discarded: 1, hasMore: true })
  assert.deepEqual(await get('POST', path, chosen), { discarded: 1, hasMore: false })
  assert.deepEqual(await get('POST', path, chosen), { discarded: 0, hasMore: false })
  const left = (await get('GET', '/rejected-interactions')).items
  assert.deepEqual(JSON.parse(left[0].body).payload, { text: 1 })
  for (const body of [{}, { limit: 5 }, { reasonField: 'rating' }, { ids: ['x'] }])
    assertProblem(await ask('POST', path, { body }), 400, 'input-invalid')
  const told = (await get('GET', `/contacts/${contactId}/timeline?types=interaction.discarded`)).items
  assert.equal(told.length, 3)
  const deeds = (await get('GET', '/audit-trail')).items.map((item: { action: string }) => item.action)
  assert.equal(deeds.filter((action: string) => action === 'interactions.discarded').length, 3)
})

test('the export of a contact has the bodies of all its interactions as they were received', async () => {
  const company = await newParleyCompany(app)
  const { contactId, interactionId } = await furnishParley(company)
  const other = await newParleyContact(company)
  await company.get('POST', '/schemas', kind('review', { rating: { type: 'number' } }))
  const row = { contactId, schemaId: 'review', payload: { rating: 5, unknown: 'kept' } }
  await company.get('POST', '/interactions/batch', { items: Array.from({ length: 120 }, () => row) })
  await company.get('POST', '/interactions', { ...row, contactId: other })
  const text = `{"contactId":"${contactId}", "schemaId": "review" ,"payload":{"rating":5.0}}`
  const headers = { 'content-type': 'application/json' }
  const sent = await company.ask('POST', '/interactions', { body: text, headers })
  const { bodies, kept } = await company.get('GET', `/contacts/${contactId}/export`)
  assert.equal(kept.interactions.length, 122)
  assert.equal(new Set(bodies.map((each: { interactionId: string }) => each.interactionId)).size, 122)
  const bodyOf = (id: string) =>
    bodies.find((each: { interactionId: string }) => each.interactionId === id).body
  assert.equal(bodyOf(sent.body.id), text)
  assert.equal(JSON.parse(bodyOf(interactionId)).contactId, contactId)
  assert.match(bodies[5].body, /"unknown":"kept"/)
})

test('a replay in pages goes on where it ended, past those that stay rejected', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const contactId = await newParleyContact(company)
  await get('POST', '/schemas', kind('review', { rating: { type: 'integer' } }))
  const items = ['a', 'b', 'c'].map(rating => ({ contactId, schemaId: 'review', payload: { rating } }))
  await get('POST', '/interactions/batch', { items })
  const seen: string[] = []
  let cursor: string | null | undefined
  do {
    const page = await get('POST', '/rejected-interactions/replay', { limit: 1, ...(cursor && { cursor }) })
    seen.push(...page.outcomes.map((each: { rejectedId: string }) => each.rejectedId))
    cursor = page.nextCursor
  } while (cursor)
  assert.equal(new Set(seen).size, 3)
})

test('the timeline has every kind of fact in one order, filtered and in pages', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const { contactId, schemaId, interactionId } = await furnishParley(company)
  await get('PATCH', `/contacts/${contactId}`, { attributes: { city: 'Lund' } })
  await ask('POST', '/interactions', { body: { contactId, schemaId, payload: {} } })
  await get('POST', '/interactions', {
    contactId,
    schemaId,
    createdAt: '2020-01-01T00:00:00Z',
    payload: visit,
  })
  await get('POST', '/schemas', kind('review', { rating: { type: 'integer' } }))
  await get('POST', '/interactions', { contactId, schemaId: 'review', payload: { rating: 3 } })
  const stranger = await newParleyContact(company)
  await get('POST', '/interactions', { contactId: stranger, schemaId: 'review', payload: { rating: 1 } })

  const path = `/contacts/${contactId}/timeline`
  const all = await get('GET', path)
  const types = all.items.map((item: { type: string }) => item.type)
  assert.deepEqual(types, [
    'interaction.created',
    'interaction.rejected',
    'contact.updated',
    'interaction.created',
    'contact.created',
    'interaction.created',
  ])
  assert.deepEqual([all.items[0].schemaId, all.items[0].data], ['review', { rating: 3 }])
  assert.equal(all.items[1].schemaId, schemaId)
  assert.equal(all.items[3].id, interactionId)
  const times = all.items.map((item: { at: string }) => item.at)
  assert.deepEqual(times, times.toSorted().toReversed())

  const paged: string[] = []
  for (let cursor = ''; ; ) {
    const page = await get('GET', `${path}?limit=2${cursor}`)
    paged.push(...idsOf(page.items))
    if (page.nextCursor === null) break
    cursor = `&cursor=${page.nextCursor}`
  }
  assert.deepEqual(paged, idsOf(all.items))
  const count = async (query: string) => (await get('GET', `${path}?${query}`)).items.length
  assert.equal(await count('types=contact.*'), 2)
  assert.equal(await count('types=contact.updated,interaction.created'), 4)
  assert.equal(await count(`schemaIds=${schemaId}`), 2)
  assert.equal(await count('until=2021-01-01T00:00:00Z'), 1)
  assert.equal(await count(`from=${all.items[0].at}`), 1)
  assertProblem(await ask('GET', `/contacts/${crypto.randomUUID()}/timeline`), 404, 'contact-not-found')
  assertProblem(await ask('GET', `${path}?from=yesterday`), 400, 'input-invalid')
  assertProblem(await ask('GET', `${path}?schemaIds=none`), 404, 'schema-not-found')
})
