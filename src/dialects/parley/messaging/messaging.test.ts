import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { until } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { withSender } from '../../../../test/kit/sends.ts'

const app = await testApp()
const { db } = app.services
withSender(app)

const sorry = {
  name: 'Sorry',
  channel: 'email',
  subject: 'About {{ interaction.product }}',
  mjml: '<mjml><mj-body><mj-section><mj-column><mj-text>Dear {{ contact.firstName | default: "you" }}</mj-text></mj-column></mj-section></mj-body></mjml>',
  isTransactional: true,
}

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what a test is about.
async function sent({ get }: ParleyCompany, sendId: string): Promise<any> {
  await until(async () => !['queued', 'sending'].includes((await get('GET', `/sends/${sendId}`)).state))
  return get('GET', `/sends/${sendId}`)
}

test('a template is made, sent to a contact and read in the outbox as it would have left', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const template = await get('POST', '/templates', { ...sorry, text: 'At {{ contact.age }}' })
  assert.deepEqual(template.variables, ['contact.age', 'contact.firstName', 'interaction.product'])
  const birthDay = `${new Date().getUTCFullYear() - 40}-01-01`
  const contactId = await newParleyContact(company, { firstName: 'Ada & Bob', birthDay })
  const body = {
    contactId,
    templateId: template.id,
    context: { interaction: { product: 'Lamp' } },
    dedupeKey: 'a',
  }

  const preview = await get('POST', `/templates/${template.id}/preview`, { contactId })
  assert.deepEqual([preview.parts, preview.missing], [null, ['interaction.product']])
  const first = await ask('POST', '/sends', { body })
  const again = await ask('POST', '/sends', { body })
  assert.deepEqual([first.status, again.status, again.body.id], [201, 200, first.body.id])
  const send = await sent(company, first.body.id)
  assert.deepEqual([send.state, send.providerId, send.origin.kind], ['sent', null, 'api'])
  const captured = await get('GET', `/outbox/${send.id}`)
  assert.deepEqual([captured.subject, captured.text], ['About Lamp', 'At 40'])
  assert.match(captured.html, />Dear Ada &amp; Bob<\/div>/)
  assert.equal((await get('GET', `/outbox?contactId=${contactId}`)).items.length, 1)

  const elsewhere = (overrideAddress: string) => ({
    body: { ...body, dedupeKey: 'b', context: { ...body.context, overrideAddress } },
  })
  assertProblem(await ask('POST', '/sends', elsewhere('nobody')), 422, 'send-invalid', /overrideAddress/)
  const test = await ask('POST', '/sends', elsewhere('Me@Example.com'))
  assert.equal((await sent(company, test.body.id)).address, 'me@example.com')
  assert.equal((await get('GET', '/sends?state=sent')).items.length, 2)
  assert.equal((await get('GET', '/sends?state=failed')).items.length, 0)
  assert.equal((await ask('DELETE', '/outbox')).status, 204)
  assertProblem(await ask('GET', `/outbox/${send.id}`), 404, 'send-not-found')
})

test('a template that cannot work is refused with all that is wrong, and each at its place', async () => {
  const { ask, get } = await newParleyCompany(app)
  const refused = await ask('POST', '/templates', {
    body: {
      ...sorry,
      name: '',
      subject: '{{ oops',
      mjml: null,
      html: '{{ firstName | nope }}',
      text: '{{ name }}',
    },
  })
  assertProblem(refused, 422, 'template-invalid')
  assert.deepEqual(
    refused.body.errors.map(({ field }: { field: string }) => field),
    ['name', 'subject', 'html', 'variables'],
  )
  assertProblem(
    await ask('POST', '/templates', {
      body: { ...sorry, mjml: '<mjml><mj-body><mj-nope/></mj-body></mjml>' },
    }),
    422,
    'template-invalid',
    /mj-nope/,
  )
  assertProblem(
    await ask('POST', '/templates', { body: { ...sorry, channel: 'pigeon' } }),
    422,
    'template-invalid',
  )
  const { id } = await get('POST', '/templates', sorry)
  const headers = { 'if-match': '"1"' }
  assert.equal(
    (await ask('PUT', `/templates/${id}`, { body: { ...sorry, name: 'New' }, headers })).status,
    200,
  )
  assertProblem(await ask('PUT', `/templates/${id}`, { body: sorry, headers }), 412, 'version-mismatch')
  assertProblem(await ask('DELETE', `/templates/${id}`, { headers }), 412, 'version-mismatch')
  assert.equal((await ask('DELETE', `/templates/${id}`)).status, 204)
  assertProblem(await ask('GET', `/templates/${id}`), 404, 'template-not-found')
  assert.deepEqual((await get('GET', '/templates')).items, [])
})

test('a template that is being written is checked at its lines and shown to a contact, and nothing is kept', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const contactId = await newParleyContact(company, { firstName: '<b>Ada</b>' })
  const look = (template: object, more: object = { contactId }) =>
    get('POST', '/templates/preview', { template: { ...sorry, ...template }, ...more })

  const fine = await look({ name: '' }, { contactId, context: { interaction: { product: 'Lamp' } } })
  assert.deepEqual([fine.faults.length, fine.parts.subject, fine.missing], [1, 'About Lamp', []])
  assert.match(fine.parts.html, /Dear &lt;b&gt;Ada/)
  const lacking = await look({ mjml: null, html: '{{ event.a }} {{ contact.x.y }} {{ contact.firstName }}' })
  assert.deepEqual(lacking.parts, null)
  assert.deepEqual(lacking.missing.sort(), ['contact.x.y', 'event.a', 'interaction.product'])
  assert.deepEqual(lacking.variables.length, 4)

  const mjml = sorry.mjml.replaceAll('><', '>\n<').replace('default: "you"', 'nope')
  const wrong = await look({ mjml }, {})
  assert.deepEqual([wrong.faults.length, wrong.faults[0].field], [1, 'mjml'])
  assert.match(wrong.faults[0].message, /nope.*line:5/)
  const twice = await look({ mjml: '<mjml><mj-body>\n<mj-a />\n<mj-b /></mj-body></mjml>' })
  assert.deepEqual([twice.faults.length, twice.parts], [2, null])
  const push = {
    channel: 'push',
    mjml: null,
    subject: 'Hi',
    text: 'x',
    payload: { url: '{{ contact.firstName }}' },
  }
  assert.deepEqual((await look(push)).parts.payload, { url: '<b>Ada</b>' })
  assertProblem(
    await ask('POST', '/templates/preview', { body: { template: sorry, contactId: crypto.randomUUID() } }),
    404,
    'contact-not-found',
  )
  assert.deepEqual((await get('GET', '/templates')).items, [])
})

test('a template that takes long to compile holds up no other request, under an Idempotency-Key as well', async () => {
  const { ask } = await newParleyCompany(app)
  const rules = Array.from({ length: 600 }, (_, n) => `.a${n} { color: red }`).join('')
  const texts = '<mj-text css-class="a1">x</mj-text>'.repeat(120)
  const mjml = `<mjml><mj-head><mj-style inline="inline">${rules}</mj-style></mj-head><mj-body><mj-section><mj-column>${texts}</mj-column></mj-section></mj-body></mjml>`
  let isOver = false
  const headers = { 'idempotency-key': 'slow' }
  const saving = ask('POST', '/templates', { body: { ...sorry, mjml }, headers }).finally(() => {
    isOver = true
  })
  await new Promise(resolve => setImmediate(resolve))
  const other = await ask('POST', '/templates', {
    body: { ...sorry, mjml: null, text: 'x' },
    headers: { 'idempotency-key': 'quick' },
  })
  assert.deepEqual([other.status, isOver], [201, false])
  const saved = await saving
  assert.ok(saved.status === 201 || saved.status === 422, saved.text)
  const again = await ask('POST', '/templates', { body: { ...sorry, mjml }, headers })
  assert.deepEqual([again.status, again.body.id], [saved.status, saved.body.id])
})

test('a provider is made and changed, and its secrets are not told', async () => {
  const { ask, get } = await newParleyCompany(app)
  const settings = {
    host: 'mail.example.com',
    user: 'u',
    password: 'hush',
    from: { address: 'a@example.com' },
  }
  const made = await get('POST', '/providers', { name: 'Mail', channel: 'email', kind: 'smtp', settings })
  assert.equal(made.settings.password, '***')
  const changed = await get('PATCH', `/providers/${made.id}`, {
    priority: 5,
    settings: { ...made.settings, host: 'two.example.com', user: null },
  })
  assert.deepEqual(
    [changed.priority, changed.settings.host, changed.settings.user, changed.version],
    [5, 'two.example.com', undefined, 2],
  )
  const [row] = await db
    .selectFrom('message_providers')
    .select('settings')
    .where('id', '=', made.id)
    .execute()
  assert.equal(row!.settings.password, 'hush')
  const kind = { name: 'x', channel: 'sms', kind: 'smtp' }
  assertProblem(
    await ask('POST', '/providers', { body: kind }),
    422,
    'provider-invalid',
    /must be one of outbox/,
  )
  assert.equal((await ask('DELETE', `/providers/${made.id}`)).status, 204)
  assertProblem(await ask('DELETE', `/providers/${made.id}`), 404, 'provider-not-found')
  assert.deepEqual((await get('GET', '/providers')).items, [])
})

test('an address that is suppressed gets nothing until it is released', async () => {
  const company = await newParleyCompany(app)
  const { ask, get } = company
  const template = await get('POST', '/templates', { ...sorry, subject: 'Hi' })
  const contactId = await newParleyContact(company, { email: 'ada@example.com' })
  const suppress = { channel: 'email', address: ' ADA@example.com', detail: 'asked on the phone' }
  assert.equal((await ask('POST', '/suppressions', { body: suppress })).status, 204)
  assert.equal((await get('GET', '/suppressions')).items[0].address, 'ada@example.com')
  const send = async () =>
    sent(company, (await get('POST', '/sends', { contactId, templateId: template.id })).id)
  assert.equal((await send()).reason, 'address-suppressed')
  assert.equal((await ask('DELETE', '/suppressions/email/ada%40example.com')).status, 204)
  assertProblem(await ask('DELETE', '/suppressions/email/ada%40example.com'), 404, 'suppression-not-found')
  assert.equal((await send()).state, 'sent')
  assertProblem(
    await ask('POST', '/suppressions', { body: { ...suppress, address: 'x' } }),
    422,
    'suppression-invalid',
  )
})

test('links in messages tell that they were followed, lead where they led, and let the contact out', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const template = await get('POST', '/templates', {
    name: 'News',
    channel: 'email',
    subject: 'News',
    html: '<a href="https://a.example/x?y=1">a</a> {{ message.unsubscribeUrl }}',
    tracksLinks: true,
    tracksOpens: true,
  })
  const { id: contactId } = await get('POST', '/contacts', {
    attributes: { email: 'bo@example.com' },
    preferences: { email: true },
  })
  const { id } = await sent(company, (await get('POST', '/sends', { contactId, templateId: template.id })).id)
  const { html } = await get('GET', `/outbox/${id}`)
  const paths = [...html.matchAll(/https:\/\/shop\.example(\/[^"< ]*)/g)].map(([, path]) =>
    path.replaceAll('&amp;', '&'),
  )
  const [click, unsubscribe, open] = paths as [string, string, string]
  const visit = (path: string, method: 'GET' | 'POST' = 'GET') =>
    app.app.inject({
      method,
      url: path,
      ...(method === 'POST' && {
        payload: 'List-Unsubscribe=One-Click',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      }),
    })

  assert.equal((await visit(open)).headers['content-type'], 'image/gif')
  const followed = await visit(click)
  assert.deepEqual([followed.statusCode, followed.headers.location], [302, 'https://a.example/x?y=1'])
  await visit(click)
  const send = await get('GET', `/sends/${id}`)
  assert.ok(send.openedAt && send.clickedAt && send.clicks === 2)
  const types = (
    await db
      .selectFrom('events')
      .select('type')
      .where('tenant_id', '=', company.tenant.id)
      .where('type', 'like', 'message.%')
      .orderBy('seq')
      .execute()
  ).map(({ type }) => type)
  assert.deepEqual(types, [
    'message.queued',
    'message.sent',
    'message.opened',
    'message.clicked',
    'message.clicked',
  ])

  const elsewhere = click.replace('a.example', 'b.example')
  assert.equal((await visit(elsewhere)).statusCode, 404)
  assert.equal((await visit(unsubscribe.replace('unsubscribe', 'click'))).statusCode, 404)
  assert.match((await visit(unsubscribe)).body, /<form method="post">/)
  assert.equal((await get('GET', `/contacts/${contactId}`)).preferences.email, true)
  assert.equal((await visit(unsubscribe, 'POST')).statusCode, 200)
  assert.equal((await get('GET', `/contacts/${contactId}`)).preferences.email, false)
})

test('a provider posts what became of its messages where it is told to', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const settings = {
    url: 'https://sms.example.com',
    body: '{{ message.text }}',
    report: { sendId: '{{ report.ref }}', outcome: '{{ report.status }}' },
  }
  const { id: providerId } = await get('POST', '/providers', {
    name: 'S',
    channel: 'sms',
    kind: 'sms-http',
    settings,
  })
  const template = await get('POST', '/templates', {
    name: 'Code',
    channel: 'sms',
    text: 'Hi',
    isTransactional: true,
  })
  const contactId = await newParleyContact(company, { mobilePhone: '+46701234567' })
  const { id } = await get('POST', '/sends', {
    contactId,
    templateId: template.id,
    dueAt: '2999-01-01T00:00:00Z',
  })
  await db
    .updateTable('message_sends')
    .set({ state: 'sent', provider_id: providerId })
    .where('id', '=', id)
    .execute()
  const { reportUrl } = await get('GET', `/providers/${providerId}`)
  const url = new URL(reportUrl).pathname
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const posted = await app.app.inject({ method: 'POST', url, headers, payload: `ref=${id}&status=delivered` })
  assert.equal(posted.statusCode, 204)
  assert.equal((await get('GET', `/sends/${id}`)).state, 'delivered')
  const forged = await app.app.inject({
    method: 'POST',
    url: url.replace(/.$/, last => (last === 'x' ? 'y' : 'x')),
    headers,
    payload: 'x=y',
  })
  assert.equal(forged.statusCode, 404)
})

test('a key without the scope sends nothing', async () => {
  const { ask } = await newParleyCompany(app, { key: { scopes: ['messages:read'] } })
  assertProblem(await ask('POST', '/templates', { body: sorry }), 403, 'scope-missing')
  assertProblem(await ask('GET', '/providers'), 403, 'scope-missing')
  assert.equal((await ask('GET', '/outbox')).status, 200)
})
