import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { askAsPage, type PageCall, tokenOf } from '../../../../test/kit/content.ts'
import { until } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { withSender } from '../../../../test/kit/sends.ts'
import { forgetSends } from '../../../domain/messaging/forget-sends.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

const page = (path: string, token: string | undefined, call: PageCall = {}) =>
  askAsPage(app, path, token, call)
const report = (id: string, token: string, body: unknown) =>
  page(`/content/${id}/reports`, token, { method: 'POST', body })
const shown = async (token: string, query = 'channel=onSite') => {
  const { status, text, body } = await page(`/content?${query}`, token)
  assert.equal(status, 200, text)
  return body.items
}

/** Sends a message of a new template and answers the send once it is at an end. */
async function show({ get }: ParleyCompany, contactId: string, template: object = {}, send: object = {}) {
  const whole = { name: 'News', channel: 'onSite', subject: 'Hi', text: 'Hello', ...template }
  const { id: templateId } = await get('POST', '/templates', whole)
  const { id } = await get('POST', '/sends', { contactId, templateId, ...send })
  await until(async () => (await get('GET', `/sends/${id}`)).state !== 'queued')
  return get('GET', `/sends/${id}`)
}

async function facts(contactId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .select('type')
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute()
  return rows.map(({ type }) => type).filter(type => /^(?:message|content)\./.test(type))
}

test('what is sent is on show at once, and what the page does with it is told once', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company, { firstName: 'Ada' })
  const template = {
    subject: 'Hello {{ contact.firstName }}',
    html: '<p>Look <a href="https://shop.example/a">here</a></p>',
    text: 'Look here',
    tracksLinks: true,
    tracksOpens: true,
    payload: {
      url: 'https://shop.example/sale?to={{ contact.firstName }}',
      imageUrl: 'https://shop.example/hat.png',
      placement: 'home',
      validFor: 'P1M',
      colour: 'red',
    },
  }
  const send = await show(company, contactId, template)
  assert.deepEqual([send.state, send.providerId, send.dismissedAt], ['sent', null, null])
  const token = await tokenOf(company, contactId)
  const [item, ...more] = await shown(token)
  assert.equal(more.length, 0)
  const { html, url, shownFrom, expiresAt, ...rest } = item
  assert.deepEqual(rest, {
    id: send.id,
    channel: 'onSite',
    placement: 'home',
    title: 'Hello Ada',
    text: 'Look here',
    imageUrl: 'https://shop.example/hat.png',
    payload: { colour: 'red' },
    viewedAt: null,
  })
  assert.match(html, /^<p>Look <a href="[^"]*\/parley\/v1\/m\/click\/[^"]*">here<\/a><\/p>$/)
  assert.match(url, /\/parley\/v1\/m\/click\/.*\?u=https%3A%2F%2Fshop\.example%2Fsale%3Fto%3DAda$/)
  assert.equal(shownFrom, send.sentAt)
  assert.equal(expiresAt, send.expiresAt)
  const month = new Date(send.sentAt)
  month.setUTCMonth(month.getUTCMonth() + 1)
  assert.ok(Math.abs(Date.parse(expiresAt) - month.getTime()) < 3 * 86_400_000)

  for (let times = 0; times < 2; times++)
    assert.equal((await report(send.id, token, { outcome: 'viewed' })).status, 204)
  const seen = await company.get('GET', `/sends/${send.id}`)
  assert.equal(seen.state, 'delivered')
  assert.equal((await shown(token))[0].viewedAt, seen.openedAt)
  for (let times = 0; times < 2; times++)
    assert.equal((await report(send.id, token, { outcome: 'clicked', url })).status, 204)
  assert.deepEqual(await shown(token), [])
  for (let times = 0; times < 2; times++)
    assert.equal((await report(send.id, token, { outcome: 'closed' })).status, 204)
  assert.deepEqual(await facts(contactId), [
    'message.queued',
    'message.sent',
    'content.visited',
    'message.delivered',
    'message.opened',
    'message.clicked',
    'message.dismissed',
  ])
  const clicked = await db
    .selectFrom('events')
    .select('data')
    .where('contact_id', '=', contactId)
    .where('type', '=', 'message.clicked')
    .executeTakeFirstOrThrow()
  assert.equal((clicked.data as { url: string }).url, 'https://shop.example/sale?to=Ada')
  assert.equal((await company.get('GET', '/outbox')).items[0].id, send.id)
})

test('no provider carries what is put on show, and parts that cannot be shown are refused by their names', async () => {
  const { ask } = await newParleyCompany(app)
  for (const channel of ['inApp', 'onSite', 'inline']) {
    const refused = await ask('POST', '/providers', { body: { name: 'x', channel, kind: 'outbox' } })
    assertProblem(refused, 422, 'provider-invalid')
    assert.equal(refused.body.errors[0].field, 'channel')
  }
  const here = { placement: 'home' }
  for (const [channel, parts, field] of [
    ['onSite', { subject: 'x' }, 'text'],
    ['inApp', { text: 'x', html: 'y', mjml: 'z' }, 'html'],
    ['inline', { text: 'x' }, 'payload.placement'],
    ['inline', { text: 'x', payload: { placement: '' } }, 'payload.placement'],
    ['inline', { text: 'x', payload: { placement: 7 } }, 'payload.placement'],
    ['onSite', { text: 'x', payload: { placement: 'x'.repeat(101) } }, 'payload.placement'],
    ['onSite', { text: 'x', payload: { placement: '{{ contact.city }}' } }, 'payload.placement'],
    ['inline', { text: 'x', payload: { ...here, validFor: 'a month' } }, 'payload.validFor'],
    ['inline', { text: 'x', payload: { ...here, validFor: 'PT59S' } }, 'payload.validFor'],
    ['inline', { text: 'x', payload: { ...here, validFor: 'P1Y1D' } }, 'payload.validFor'],
    ['inline', { text: 'x', payload: { ...here, validFor: 3600 } }, 'payload.validFor'],
    ['onSite', { text: 'x', payload: { url: 'javascript:alert(1)' } }, 'payload.url'],
    ['onSite', { text: 'x', payload: { url: '/sale' } }, 'payload.url'],
    ['onSite', { text: 'x', payload: { url: 'shop://sale' } }, 'payload.url'],
    ['inApp', { text: 'x', payload: { url: 'javascript:alert(1)' } }, 'payload.url'],
    ['inApp', { text: 'x', payload: { imageUrl: 'data:image/png;base64,AA' } }, 'payload.imageUrl'],
  ] as const) {
    const refused = await ask('POST', '/templates', { body: { name: 'x', channel, ...parts } })
    assertProblem(refused, 422, 'template-invalid')
    assert.equal(refused.body.errors[0].field, field, JSON.stringify([channel, parts]))
  }
  for (const validFor of ['PT1M', 'PT36H', 'P2W', 'P12M', 'P1Y', 'P365D'])
    assert.equal(
      (
        await ask('POST', '/templates', {
          body: { name: 'x', channel: 'inline', text: 'x', payload: { ...here, validFor } },
        })
      ).status,
      201,
      validFor,
    )
})

test('an address that became another when it was rendered leads nowhere; an app may have a scheme of its own', async () => {
  const company = await newParleyCompany(app)
  const city = 'javascript:alert(1)'
  const contactId = await newParleyContact(company, { city })
  const payload = { url: '{{ contact.city }}', imageUrl: '{{ contact.city }}' }
  for (const channel of ['inApp', 'onSite']) await show(company, contactId, { channel, payload })
  await show(company, contactId, { channel: 'inApp', payload: { url: 'shop://sale/1' } })
  const items = await shown(await tokenOf(company, contactId), 'channel=inApp,onSite')
  assert.deepEqual(
    items.map(({ channel, url, imageUrl }: Record<string, unknown>) => [channel, url, imageUrl]),
    [
      ['inApp', 'shop://sale/1', null],
      ['onSite', null, null],
      ['inApp', null, null],
    ],
  )
})

test('a contact that refused gets nothing put on show, others need not have said anything', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  await company.get('PATCH', `/contacts/${contactId}`, { preferences: { onSite: false } })
  const refused = await show(company, contactId)
  assert.deepEqual([refused.state, refused.reason], ['suppressed', 'preference-refused'])
  assert.equal((await show(company, contactId, { channel: 'inApp' })).state, 'sent')
  assert.deepEqual(await shown(await tokenOf(company, contactId)), [])
})

test('a place shows what was sent for it, the newest first, and a click leaves what stands there', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const inline = (placement: string, subject: string) =>
    show(company, contactId, { channel: 'inline', subject, payload: { placement } })
  const sends = [await inline('home', 'one'), await inline('cart', 'two'), await inline('home', 'three')]
  const token = await tokenOf(company, contactId)
  const titles = async (query: string) =>
    (await shown(token, query)).map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles('channel=inline'), ['three', 'two', 'one'])
  assert.deepEqual(await titles('channel=inline&placement=home'), ['three', 'one'])
  assert.deepEqual(await titles('channel=onSite,inApp'), [])
  await report(sends[2]!.id, token, { outcome: 'clicked', url: 'https://shop.example/a' })
  await report(sends[2]!.id, token, { outcome: 'clicked', url: 'https://shop.example/b' })
  assert.deepEqual(await titles('channel=inline&placement=home'), ['three', 'one'])
  assert.equal((await company.get('GET', `/sends/${sends[2]!.id}`)).clicks, 2)
  await report(sends[2]!.id, token, { outcome: 'closed' })
  assert.deepEqual(await titles('channel=inline&placement=home'), ['one'])
  for (let n = 0; n < 20; n++) await inline('home', `more ${n}`)
  assert.equal((await titles('channel=inline')).length, 20)
})

test('emptying the outbox leaves what is on show', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const sends = [
    await show(company, contactId),
    await show(company, contactId),
    await show(company, contactId),
  ]
  const token = await tokenOf(company, contactId)
  await report(sends[0]!.id, token, { outcome: 'closed' })
  await report(sends[1]!.id, token, { outcome: 'viewed' })
  await company.get('DELETE', '/outbox')
  const ids = (items: { id: string }[]) => items.map(({ id }) => id)
  const left = [sends[2]!.id, sends[1]!.id]
  assert.deepEqual(ids((await company.get('GET', '/outbox')).items), left)
  assert.deepEqual(ids(await shown(token)), left)
})

test('what is over on the clock of the tenant is shown no more, and an earlier end of the send counts', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const soon = new Date(Date.now() + 3_600_000).toISOString()
  const sends = [
    await show(company, contactId, { payload: { validFor: 'P2D' } }),
    await show(company, contactId, { payload: { validFor: 'P2D' } }, { expiresAt: soon }),
    await show(company, contactId),
  ]
  assert.equal(sends[1]!.expiresAt, soon)
  const token = await tokenOf(company, contactId)
  const count = async () => (await shown(token)).length
  assert.equal(await count(), 3)
  for (const [by, left] of [
    ['PT2H', 2],
    ['P2D', 1],
    ['P29D', 0],
  ] as const) {
    await company.get('POST', '/clock', { move: 'advance', by })
    assert.equal(await count(), left)
  }
})

test('what is on show outlives the time for which sends and the outbox are kept', async () => {
  const company = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const sends = [
    await show(company, contactId, { payload: { validFor: 'P1Y' } }),
    await show(company, contactId, { payload: { validFor: 'P1Y' } }),
    await show(company, contactId, { payload: { validFor: 'P1D' } }),
  ]
  const token = await tokenOf(company, contactId)
  await report(sends[1]!.id, token, { outcome: 'closed' })
  await company.get('POST', '/clock', { move: 'advance', by: '100d' })
  const forget = () => forgetSends(db, new Date(Date.now() + 500 * 86_400_000))
  const ids = (items: { id: string }[]) => items.map(({ id }) => id)
  await forget()
  assert.deepEqual(ids((await company.get('GET', '/outbox')).items), [sends[0]!.id])
  assert.deepEqual(ids((await company.get('GET', '/sends')).items), [sends[0]!.id])
  assert.deepEqual(ids(await shown(token)), [sends[0]!.id])
  await company.get('POST', '/clock', { move: 'advance', by: '266d' })
  await forget()
  assert.deepEqual((await company.get('GET', '/sends')).items, [])
  assert.deepEqual((await company.get('GET', '/outbox')).items, [])
})

test('visits are told with what is kept of a contact, go to its heir, and end with it', async () => {
  const company = await newParleyCompany(app)
  const [kept, given] = [await newParleyContact(company), await newParleyContact(company)]
  await company.get('POST', '/clock', { move: 'freeze' })
  await shown(await tokenOf(company, kept), 'channel=inApp,onSite')
  const early = (await company.get('GET', '/clock')).now
  await company.get('POST', '/clock', { move: 'advance', by: '59m' })
  await shown(await tokenOf(company, kept), 'channel=inApp')
  await company.get('POST', '/clock', { move: 'advance', by: '1m' })
  await shown(await tokenOf(company, given), 'channel=inApp,inline')
  const late = (await company.get('GET', '/clock')).now
  const visits = async () => {
    const { kept: rows } = await company.get('GET', `/contacts/${kept}/export`)
    const told = rows.contentVisits as { channel: string; visitedAt: string }[]
    return told.map(({ channel, visitedAt }) => [channel, new Date(visitedAt).toISOString()]).sort()
  }
  assert.deepEqual(await visits(), [
    ['inApp', early],
    ['onSite', early],
  ])
  await company.get('POST', `/contacts/${kept}/merge`, { contactId: given })
  assert.deepEqual(await visits(), [
    ['inApp', late],
    ['inline', late],
    ['onSite', early],
  ])
  await company.get('DELETE', `/contacts/${kept}`)
  const left = await db
    .selectFrom('content_visits')
    .selectAll()
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(left, [])
})

test('a campaign puts on show, and its figures say what was seen and clicked', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const contacts = [await newParleyContact(company), await newParleyContact(company)]
  const template = { name: 'Sale', channel: 'inApp', text: 'Sale' }
  const { id: templateId } = await get('POST', '/templates', template)
  const { id } = await get('POST', '/campaigns', { name: 'x', kind: 'transactional', templateId })
  await get('POST', `/campaigns/${id}/start`, {})
  for (const contactId of contacts)
    await get('POST', `/campaigns/${id}/sends`, { contactId, dedupeKey: contactId })
  const token = await tokenOf(company, contacts[0]!)
  await until(async () => (await shown(token, 'channel=inApp')).length === 1)
  await until(async () => (await get('GET', '/outbox')).items.length === 2)
  const [item] = await shown(token, 'channel=inApp')
  await report(item.id, token, { outcome: 'clicked' })
  const { figures } = await get('GET', `/campaigns/${id}`)
  assert.deepEqual(figures, { total: 2, byState: { sent: 1, delivered: 1 }, opened: 1, clicked: 1 })
})
