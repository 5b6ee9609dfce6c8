import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newContact, postInteraction } from '../kit/interactions.ts'
import { startReceiver } from '../kit/receiver.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

describe('A server killed while it works in the background', () => {
  let home: Home
  let server: Server
  const env = { PARLEY_RATE_LIMITS: 'off', PARLEY_WEBHOOKS_PRIVATE: 'allow' }
  before(async () => {
    home = await newHome()
    server = await home.start(['start', '--demo'], env)
  })
  after(() => home.remove())

  async function killAndStartAgain() {
    await server.stop('SIGKILL')
    server = await home.start(['start', '--demo'], env)
  }

  it('finishes a batch of contacts, each row once', async () => {
    const rows = 4000
    const isBroken = (index: number) => index % 100 === 99
    const contacts = Array.from({ length: rows }, (_, index) => ({
      email: isBroken(index) ? 'no address' : `bulk${index}@example.com`,
      firstName: `Number ${index}`,
    }))
    const countBefore = await server.ask('GET', '/api/v3/contacts/count')
    const batchId = await server.ask('POST', '/api/v3/contacts/bulk', contacts)
    const status = () => server.ask('GET', `/api/v3/contacts/bulk/status?batchId=${batchId}`)

    let doneBefore = 0
    await until('some rows are done', async () => {
      doneBefore = (await status()).succeeded
      return doneBefore > 0
    })
    await killAndStartAgain()
    ok(doneBefore < rows - 40, 'the kill came in the middle')
    await until('the batch is completed', async () => (await status()).status === 'Completed', 60_000)

    const { total, succeeded, failed, errors } = await status()
    deepEqual([total, succeeded, failed], [rows, rows - 40, 40])
    deepEqual(
      errors.map(({ index }: { index: number }) => index),
      Array.from({ length: rows }, (_, index) => index).filter(isBroken),
    )
    equal(await server.ask('GET', '/api/v3/contacts/count'), countBefore + rows - 40)
  })

  it('carries out every accepted order, each once', async () => {
    const email = `${crypto.randomUUID()}@example.com`
    const contact = await server.ask('POST', '/api/v3/contacts', { email })
    const accepted: string[] = []
    const order = (orderId: string) => ({
      orderId,
      contact: { matchKey: contact.id, matchKeyType: 'contactId' },
      status: 'InProgress',
      currencyCode: 'SEK',
      createdAt: '2025-03-02T10:05:00+01:00',
      lineItems: {
        items: [{ sku: 's-1', quantity: 1, price: { amount: 99.9, currency: 'SEK' } }],
        subTotal: 99.9,
      },
    })
    async function post(client: number) {
      for (let number = 0; number < 200; number++) {
        try {
          const answer = await server.call('POST', '/api/v3/orders', order(`${client}-${number}`))
          equal(answer.status, 202)
          accepted.push(answer.headers.get('location') ?? '')
          await answer.arrayBuffer()
        } catch (error) {
          if (error instanceof TypeError) return // the connection broke
          throw error
        }
      }
    }
    const clients = Promise.all([1, 2, 3, 4].map(post))
    await until('enough is accepted', () => accepted.length >= 60)
    await server.stop('SIGKILL')
    await clients
    server = await home.start(['start', '--demo'], env)

    for (const location of accepted) {
      const { pathname } = new URL(location)
      await until('the job is done', async () => {
        const answer = await fetch(new URL(pathname, server.url), {
          redirect: 'manual',
          headers: { apikey: server.demo.voyado.apiKey, 'user-agent': 'ParleyAcceptance/1.0' },
        })
        return answer.status === 302
      })
    }
    const page = await server.ask('GET', `/api/v3/orders?contactId=${contact.id}&count=100`)
    // What was accepted when the kill came and not yet answered may be there, a request per client at most.
    ok(page.totalCount >= accepted.length && page.totalCount <= accepted.length + 4, `${page.totalCount}`)
  })

  it('delivers every message, and repeats none but those that were under way', async () => {
    const receiver = await startReceiver(20)
    try {
      const { tenant } = server.demo
      const made = await home.parley(
        ['webhook', 'create', tenant, receiver.url, '--event', 'interaction.created', '--json'],
        env,
      )
      equal(made.code, 0, made.stderr)
      const contactId = await newContact(server)
      const ids = await Promise.all(
        Array.from({ length: 200 }, (_, number) => postInteraction(server, `Number ${number}`, contactId)),
      )
      await until('some are delivered', () => receiver.received.length >= 30)
      const beforeKill = receiver.received.length
      await killAndStartAgain()

      const told = () => receiver.received.map(({ body }) => JSON.parse(body).payload.interactionId as string)
      await until('all are delivered', () => ids.every(id => told().includes(id)), 60_000)
      ok(beforeKill < ids.length, 'the kill came in the middle')
      const messageOf = new Map<string, Set<string>>()
      for (const [index, id] of told().entries())
        messageOf.set(id, (messageOf.get(id) ?? new Set()).add(receiver.received[index]!.id))
      for (const [id, messages] of messageOf) equal(messages.size, 1, `${id} has one message id`)
      ok(receiver.received.length - ids.length <= 40, `${receiver.received.length - ids.length} repeated`)
    } finally {
      await receiver.close()
    }
  })
})
