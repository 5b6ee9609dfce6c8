import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { askAsPage, type PageCall, tokenOf } from '../../../../test/kit/content.ts'
import { until } from '../../../../test/kit/eventually.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { withSender } from '../../../../test/kit/sends.ts'
import { makeVisitorToken } from '../../../domain/messaging/visitor.ts'
import { writeToken } from '../../../kernel/signed-token.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

const company = await newParleyCompany(app)
const contactId = await newParleyContact(company)
const token = await tokenOf(company, contactId)

async function put(to: string, channel = 'onSite', of = company): Promise<string> {
  const template = { name: 'x', channel, text: 'Hello', payload: { placement: 'home' } }
  const { id: templateId } = await of.get('POST', '/templates', template)
  const { id } = await of.get('POST', '/sends', { contactId: to, templateId })
  await until(async () => (await of.get('GET', `/sends/${id}`)).state !== 'queued')
  return id
}
const id = await put(contactId)

const page = (path: string, given: string | undefined = token, call: PageCall = {}) =>
  askAsPage(app, path, given, call)
const report = (
  body: unknown,
  { of = id, by = token, ...call }: PageCall & { of?: string; by?: string } = {},
) => page(`/content/${of}/reports`, by, { ...call, method: 'POST', body })
const looked = (given: string | undefined) => askAsPage(app, '/content?channel=onSite', given)

test('a token is made for a contact that is there, and its snippet is ready for a page', async () => {
  const path = `/contacts/${contactId}/visitorTokens`
  const made = await company.get('POST', path)
  const hours = (Date.parse(made.expiresAt) - Date.now()) / 3_600_000
  assert.ok(hours > 23.9 && hours <= 24, String(hours))
  assert.match(
    made.snippet,
    /^<script src="https?:\/\/[^"]+\/parley\/v1\/content\.js" data-token="[\w.-]+" defer><\/script>$/,
  )
  assert.ok(made.snippet.includes(made.token))
  const long = await company.get('POST', path, { validFor: 'P30D' })
  assert.ok(Date.parse(long.expiresAt) - Date.now() > 29.9 * 86_400_000)
  for (const validFor of ['P31D', 'PT1S', 'P0D', '30', '', '-P1D', 'x'.repeat(3000)]) {
    const refused = await company.ask('POST', path, { body: { validFor } })
    assertProblem(refused, 400, 'input-invalid')
    assert.equal(refused.body.errors[0].field, 'validFor')
  }
  const nobody = `/contacts/${crypto.randomUUID()}/visitorTokens`
  assertProblem(await company.ask('POST', nobody, { body: {} }), 404, 'contact-not-found')
})

test('without a good token nothing is told, whatever is wrong with it', async () => {
  const other = await newParleyCompany(app)
  const stranger = await newParleyContact(other)
  const foreign = await tokenOf(other, stranger)
  const claims = { aud: 'visitor token', tenantId: company.tenant.id, contactId }
  const inAnHour = new Date(Date.now() + 3_600_000)
  const key = await db
    .selectFrom('message_link_keys')
    .select('key')
    .where('tenant_id', '=', company.tenant.id)
    .executeTakeFirstOrThrow()
  const make = (tenantId: string, to: string, end: Date) =>
    transact(db, tx => makeVisitorToken(tx, tenantId, to, end))
  const over = await make(company.tenant.id, contactId, new Date(Date.now() - 1000))
  const wrong = [
    undefined,
    'x',
    'a.b.c',
    over,
    `${token.slice(0, -2)}xx`,
    writeToken('secret', claims, inAnHour),
    writeToken(key.key, claims, inAnHour), // the key of links itself signs no visitors
    writeToken('secret', { ...claims, tenantId: "'" }, inAnHour),
    await make(company.tenant.id, stranger, inAnHour),
    await make(company.tenant.id, 'nobody', inAnHour),
    company.apiKey,
  ]
  for (const given of wrong) {
    const refused = await looked(given)
    assertProblem(refused, 401, 'visitor-invalid')
    assert.equal(refused.headers['www-authenticate'], 'Bearer')
    assert.equal(refused.headers['access-control-allow-origin'], '*')
    const told = await askAsPage(app, `/content/${id}/reports`, given, {
      method: 'POST',
      body: { outcome: 'closed' },
    })
    assertProblem(told, 401, 'visitor-invalid')
  }
  assertProblem(
    await askAsPage(app, `/content?channel=onSite&token=${token}`, undefined),
    401,
    'visitor-invalid',
  )
  // Another company's visitor is one there, and sees nothing of this one.
  assert.deepEqual((await looked(foreign)).body.items, [])
  assertProblem(await report({ outcome: 'closed' }, { by: foreign }), 404, 'content-not-found')
})

test('a token ends with its contact, and follows one that was merged', async () => {
  const [kept, given] = [await newParleyContact(company), await newParleyContact(company)]
  const [ofKept, ofGiven] = [await tokenOf(company, kept), await tokenOf(company, given)]
  const shown = await put(given)
  await company.get('POST', `/contacts/${kept}/merge`, { contactId: given })
  for (const each of [ofKept, ofGiven])
    assert.deepEqual(
      (await looked(each)).body.items.map((item: { id: string }) => item.id),
      [shown],
    )
  assert.equal((await report({ outcome: 'viewed' }, { of: shown, by: ofGiven })).status, 204)
  const refused = await company.ask('POST', `/contacts/${given}/visitorTokens`, { body: {} })
  assertProblem(refused, 410, 'contact-merged')
  await company.get('DELETE', `/contacts/${kept}`)
  for (const each of [ofKept, ofGiven]) assertProblem(await looked(each), 401, 'visitor-invalid')
})

test('what was not put on show for the visitor cannot be reported, and a report that is wrong says where', async () => {
  const other = await newParleyContact(company)
  const { id: templateId } = await company.get('POST', '/templates', {
    name: 'x',
    channel: 'onSite',
    text: 'Hello',
  })
  const later = new Date(Date.now() + 3_600_000).toISOString()
  const { id: waiting } = await company.get('POST', '/sends', { contactId, templateId, dueAt: later })
  for (const of of [
    await put(other),
    await put(contactId, 'webhook'),
    waiting,
    crypto.randomUUID(),
    'x',
    '%00',
  ])
    assertProblem(await report({ outcome: 'viewed' }, { of }), 404, 'content-not-found')
  for (const [body, field] of [
    [{}, 'outcome'],
    [{ outcome: 'seen' }, 'outcome'],
    [{ outcome: 7 }, 'outcome'],
    [{ outcome: 'clicked', url: 7 }, 'url'],
    [{ outcome: 'clicked', url: 'x'.repeat(2001) }, 'url'],
    [{ outcome: 'clicked', url: 'a\u0000' }, 'url'],
    [{ outcome: 'clicked', url: '\ud800' }, 'url'],
    [{ outcome: 'viewed', at: 'now' }, 'at'],
    [[], 'body'],
    ['"viewed"', 'body'],
    ['null', 'body'],
  ] as const) {
    const refused = await report(body)
    assertProblem(refused, 400, 'input-invalid')
    assert.equal(refused.body.errors[0].field, field, JSON.stringify(body))
  }
  for (const body of ['{', 'viewed', '{"outcome":"viewed"} x'])
    assertProblem(await report(body), 400, 'body-malformed')
  const long = await report(`{"outcome":"clicked","url":"${'x'.repeat(9000)}"}`)
  assertProblem(long, 413, 'body-too-large')
  assert.equal(long.headers['access-control-allow-origin'], '*')
  assert.equal((await company.get('GET', `/sends/${id}`)).state, 'sent')
})

test('a question that is wrong says where', async () => {
  for (const [query, field] of [
    ['', 'channel'],
    ['?channel=', 'channel'],
    ['?channel=email', 'channel'],
    ['?channel=onSite,', 'channel'],
    [`?channel=${'onSite,'.repeat(1000)}`, 'channel'],
    ['?channel=onSite&placement=', 'placement'],
    [`?channel=onSite&placement=${'x'.repeat(101)}`, 'placement'],
    ['?channel=onSite&placement=%00', 'placement'],
    ['?channel=onSite&limit=5', 'limit'],
    ['?channel=onSite&channel=inApp', 'channel'],
  ] as const) {
    const refused = await page(`/content${query}`)
    assertProblem(refused, 400, 'input-invalid')
    assert.equal(refused.body.errors[0].field, field, query)
  }
})

test('any site may ask, with a token and without cookies', async () => {
  const origin = { origin: 'https://shop.example' }
  for (const [path, method] of [
    ['/content?channel=onSite', 'GET'],
    [`/content/${id}/reports`, 'POST'],
  ] as const) {
    const asked = await askAsPage(app, path, undefined, { method: 'OPTIONS', headers: origin })
    assert.equal(asked.status, 204)
    assert.equal(asked.headers['access-control-allow-origin'], '*')
    assert.equal(asked.headers['access-control-allow-methods'], method)
    assert.equal(asked.headers['access-control-allow-headers'], 'authorization, content-type')
  }
  const answer = await page('/content?channel=onSite', token, { headers: origin })
  const { headers } = answer
  assert.deepEqual(
    [
      headers['access-control-allow-origin'],
      headers['access-control-allow-credentials'],
      headers['set-cookie'],
    ],
    ['*', undefined, undefined],
  )
  assert.equal(headers['cache-control'], 'no-store')
  const script = await askAsPage(app, '/content.js', undefined)
  assert.match(String(script.headers['content-type']), /^text\/javascript/)
  assert.equal(script.headers['cross-origin-resource-policy'], 'cross-origin')
  assert.ok(script.text.length < 16_000)
})

test('one address and one visitor may ask so often in a minute', async () => {
  const one = await newParleyContact(company)
  const own = await tokenOf(company, one)
  const statuses = await Promise.all(
    Array.from({ length: 121 }, async () => (await page('/content?channel=inApp', own)).status),
  )
  assert.deepEqual(
    [statuses.filter(status => status === 200).length, statuses.filter(status => status === 429).length],
    [120, 1],
  )
  const refused = await page('/content?channel=inApp', own)
  assertProblem(refused, 429, 'visitor-too-busy')
  assert.equal(refused.headers['retry-after'], '60')
  const address = '198.51.100.44'
  for (let n = 0; n < 1200; n++) await askAsPage(app, '/content?channel=inApp', undefined, { address })
  assertProblem(await page('/content?channel=inApp', token, { address }), 429, 'address-too-busy')
})
