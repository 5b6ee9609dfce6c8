import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const draft = 'https://json-schema.org/draft/2020-12/schema'

describe('One person through two dialects', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  const call = (method: string, path: string, body: unknown, key: string) =>
    fetch(`${server.url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  const own = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await call(method, `/parley/v1${path}`, body, server.demo.parley.apiKey)
    const text = await answer.text()
    ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return JSON.parse(text)
  }
  const webengage = (version: string, path: string, body: unknown) => {
    const { licenseCode, apiKey } = server.demo.webengage
    return call('POST', `/${version}/accounts/${licenseCode}${path}`, body, apiKey)
  }

  it('has one contact, one timeline, one segment, one automation and one unsubscribe', async () => {
    await own('PATCH', '/tenant', { settings: { userMatching: ['email'] } })
    const email = 'ana@example.org'
    const preferences = { acceptsEmail: true, acceptsSms: false, acceptsPostal: false }
    const contact = await server.ask('POST', '/api/v3/contacts', { email, firstName: 'Ana', preferences })
    const properties = { minutes: { type: 'integer', addToSegmentation: 'true' } }
    const jsonSchema = { $schema: draft, type: 'object', properties }
    await server.ask('POST', '/api/v3/interactionschemas', { id: 'visit', displayName: 'Visit', jsonSchema })
    const visit = { contactId: contact.id, schemaId: 'visit', payload: { minutes: 40 } }
    await server.ask('POST', '/api/v3/interactions', visit)

    // An automation is entered by what is known: by the first event of its name the schema is learnt.
    const order = { 'Order ID': 'A-1', total: 120 }
    const event = { eventName: 'Order Placed', eventData: order }
    equal((await webengage('v1', '/events', { userId: 'somebody', ...event })).status, 201)
    const template = await own('POST', '/templates', {
      name: 'Thanks',
      channel: 'email',
      subject: "Thank you, {{ user['system']['first_name'] }}",
      text: "Order {{ event['custom']['Order Placed']['custom']['Order ID'] }}",
    })
    const automation = await own('POST', '/automations', {
      name: 'After an order',
      definition: {
        entry: { kind: 'interaction', schemaId: 'Order Placed' },
        start: 'write',
        steps: { write: { kind: 'sendMessage', channel: 'email', templateId: template.id } },
      },
    })
    await own('POST', `/automations/${automation.id}/start`)

    const queued = await webengage('v1', '/events', { userId: email, ...event })
    deepEqual([queued.status, await queued.json()], [201, { response: { status: 'queued' } }])

    const { items } = await own('GET', `/contacts/${contact.id}/timeline?types=interaction.created`)
    equal(items.length, 2)
    const seen = await server.ask('GET', `/api/v3/contacts/${contact.id}`)
    equal(seen.attributes.userId, email)

    const did = (schema: string, property: string, atLeast: number) => ({
      kind: 'interactions',
      schema,
      where: [{ property, is: 'atLeast', value: atLeast }],
      has: { count: { atLeast: 1 } },
    })
    const rule = { kind: 'all', of: [did('visit', 'minutes', 30), did('Order Placed', 'total', 100)] }
    equal((await own('POST', '/segments/preview', { rule })).count, 1)

    // biome-ignore lint/suspicious/noExplicitAny: what the outbox holds is what the test is about.
    let captured: any
    await until('the message is captured', async () => {
      captured = (await own('GET', '/outbox')).items.find((mail: { to: string }) => mail.to === email)
      return captured !== undefined
    })
    const { subject, text } = await own('GET', `/outbox/${captured.id}`)
    deepEqual([subject, text], ['Thank you, Ana', 'Order A-1'])

    equal((await webengage('v1', '/users', { userId: email, emailOptIn: false })).status, 201)
    equal((await server.ask('GET', `/api/v3/contacts/${contact.id}`)).preferences.acceptsEmail, false)
    await server.ask('POST', `/api/v2/contacts/${contact.id}/preferences/acceptsEmail`, { value: true })

    const campaign = await own('POST', '/campaigns', {
      name: '~3abc12d',
      kind: 'transactional',
      templateId: (
        await own('POST', '/templates', {
          name: 'Code',
          channel: 'email',
          isTransactional: true,
          subject: 'Your code',
          text: '{{ token.otp }}',
        })
      ).id,
    })
    await own('POST', `/campaigns/${campaign.id}/start`, {})
    const transaction = { userId: email, overrideData: { context: { token: { otp: '0042' } } } }
    const send = () => webengage('v2', '/experiments/~3abc12d/transaction', transaction)
    equal((await send()).status, 200)
    await server.ask('POST', `/api/v2/contacts/${contact.id}/preferences/acceptsEmail`, { value: false })
    equal((await send()).status, 412)
  })
})
