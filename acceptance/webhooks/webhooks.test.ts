import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as SvixWebhook } from 'svix'
import { newContact, postInteraction } from '../kit/interactions.ts'
import { type Message, type Receiver, startReceiver } from '../kit/receiver.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const contentOf = ({ body }: Message) => JSON.parse(body)
const allowed = { PARLEY_WEBHOOKS_PRIVATE: 'allow', PARLEY_RATE_LIMITS: 'off' }

describe('Webhooks', () => {
  let home: Home
  let server: Server
  let receiver: Receiver
  before(async () => {
    home = await newHome()
    server = await home.start(['start', '--demo'], allowed)
    receiver = await startReceiver()
  })
  afterEach(async () => {
    for (const { id } of await json('list', 'acme')) await webhook('disable', 'acme', id)
    receiver.received.length = 0
    receiver.status = 200
  })
  after(async () => {
    await receiver.close()
    await home.remove()
  })

  const webhook = (verb: string, ...args: string[]) => home.parley(['webhook', verb, ...args], allowed)
  async function json(verb: string, ...args: string[]) {
    const { code, stdout, stderr } = await webhook(verb, ...args, '--json')
    equal(code, 0, stderr)
    return JSON.parse(stdout)
  }

  it('are made while the server runs and hear of contacts, signed for both libraries', async () => {
    const { secret } = await json(
      'create',
      'acme',
      receiver.url,
      '--header',
      'X-Shop: north',
      '--description',
      'Shop',
    )
    const contactId = await newContact(server)
    await until('the message is there', () => receiver.received.length === 1)
    const [message] = receiver.received as [Message]
    const { headers, body, id } = message
    deepEqual(contentOf(message), {
      id,
      eventType: 'contact.created',
      tenant: 'acme',
      isEncrypted: false,
      payload: { contactId, contactType: 'Member', approved: true },
    })
    equal(headers['x-shop'], 'north')
    new StandardWebhook(secret).verify(body, headers as Record<string, string>)
    new SvixWebhook(secret).verify(body, headers as Record<string, string>)

    const listed = await webhook('list', 'acme')
    match(listed.stdout, /enabled {3}voyado {2}http:\/\/127\.0\.0\.1:\d+\/ {2}Shop {2}headers X-Shop$/m)
    ok(!listed.stdout.includes(secret))
    deepEqual((await json('list', 'acme'))[0].headers, { 'X-Shop': '***' })
  })

  it('hear of interactions when they name them', async () => {
    await json('create', 'acme', receiver.url, '--event', 'interaction.created,interaction.deleted')
    const interactionId = await postInteraction(server, 'By webhook')
    await until('the message is there', () => receiver.received.length === 1)
    const { contactId, schemaId } = server.demo.sample
    const { payload } = contentOf(receiver.received[0]!)
    deepEqual(
      [payload.interactionId, payload.contactId, payload.schemaId, payload.payload],
      [interactionId, contactId, schemaId, { name: 'By webhook' }],
    )
    await server.call('DELETE', `/api/v3/interactions/${interactionId}`)
    await until('its end is told', () => receiver.received.length === 2)
    equal(contentOf(receiver.received[1]!).eventType, 'interaction.deleted')
  })

  it('show what came of each attempt, and send once more what failed', async () => {
    receiver.status = 500
    const { id } = await json('create', 'acme', receiver.url)
    await newContact(server)
    const find = async () => (await json('deliveries', 'acme', '--webhook', id))[0]
    await until('the failure is written', async () => (await find())?.attempts.length === 1)
    const delivery = await find()
    deepEqual(
      [delivery.state, delivery.attempts[0].status, delivery.attempts[0].problem],
      ['waiting', 500, null],
    )
    const shown = await webhook('deliveries', 'acme', '--webhook', id, '--state', 'waiting')
    match(shown.stdout, /waiting {4}contact\.created {2}msg_\w+ {2}due \S+\n {4}\S+ {2}500 {2}\d+ ms/)

    receiver.status = 200
    deepEqual(await json('replay', 'acme', delivery.id), { replayed: 1 })
    await until('it is delivered', async () => (await find()).state === 'delivered')
    deepEqual(new Set(receiver.received.map(message => message.id)), new Set([delivery.messageId]))
    deepEqual(await json('replay', 'acme', '--webhook', id, '--state', 'failed'), { replayed: 0 })
  })

  it('rest while they are switched off', async () => {
    receiver.status = 410
    const { id } = await json('create', 'acme', receiver.url)
    await newContact(server)
    const state = async () => (await json('list', 'acme')).find((each: { id: string }) => each.id === id)
    await until('it is switched off', async () => (await state()).disabledAt !== null)
    match((await state()).disabledReason, /410/)
    receiver.status = 200
    await json('enable', 'acme', id)
    await until('it is delivered', async () => receiver.received.length === 2)
  })

  it('get a new secret, and both sign for a day', async () => {
    const { id, secret: old } = await json('create', 'acme', receiver.url)
    const { secret } = await json('rotate', 'acme', id)
    // A sender looks at its webhooks ten times a second: what leaves within a moment of the change may not know of it.
    await until('the new secret signs', async () => {
      receiver.received.length = 0
      await newContact(server)
      await until('the message is there', () => receiver.received.length === 1)
      return receiver.received[0]!.headers['webhook-signature']!.includes(' ')
    })
    const { body, headers } = receiver.received[0]!
    for (const each of [old, secret])
      new StandardWebhook(each).verify(body, headers as Record<string, string>)
  })

  it('are refused in one line when something is wrong with them', async () => {
    const wrong = [
      ['create', 'acme', 'ftp://example.com/'],
      ['create', 'acme', receiver.url, '--event', 'contact.exploded'],
      ['create', 'acme', receiver.url, '--header', 'svix-id: 1'],
      ['create', 'nobody', receiver.url],
      ['enable', 'acme', '0197b8a0-0000-7000-8000-000000000000'],
      ['replay', 'acme', '0197b8a0-0000-7000-8000-000000000000'],
    ]
    for (const [verb = '', ...args] of wrong) {
      const { code, stderr } = await webhook(verb, ...args)
      equal(code, 1, args.join(' '))
      match(stderr, /^parley: [^\n]+\n$/)
    }
    const misused = [
      ['create', 'acme'],
      ['create', 'acme', receiver.url, '--rate', 'many'],
      ['create', 'acme', receiver.url, '--header', 'none'],
      ['enable', 'acme', 'x'],
      ['rotate', 'acme', 'x'],
      ['rotate', 'acme', '0197b8a0-0000-7000-8000-000000000000', '--grace', ''],
      ['deliveries', 'acme', '--state', 'lost'],
      ['deliveries', 'acme', '--limit', '0'],
      ['deliveries', 'acme', '--since', 'yesterday'],
      ['replay', 'acme'],
      ['replay', 'acme', 'x'],
    ]
    for (const [verb = '', ...args] of misused)
      equal((await webhook(verb, ...args)).code, 2, `${verb} ${args.join(' ')}`)
  })

  it('are counted for whoever runs the server', async () => {
    await json('create', 'acme', receiver.url)
    await newContact(server)
    await until('the message is there', () => receiver.received.length === 1)
    const counted = async () => {
      const text = await (await server.call('GET', '/metrics')).text()
      return (
        /^parley_webhook_attempt_seconds_count\{result="delivered"\} [1-9]/m.test(text) &&
        /^parley_webhook_deliveries_waiting \d+$/m.test(text) &&
        /^parley_webhook_oldest_due_seconds [\d.]+$/m.test(text)
      )
    }
    await until('it is counted', counted)
  })
})

describe('A server that does not allow it', () => {
  it('sends nothing to this machine, whoever made the webhook', async () => {
    const home = await newHome()
    const receiver = await startReceiver()
    try {
      const server = await home.start(['start', '--demo'])
      const refused = await home.parley(['webhook', 'create', 'acme', receiver.url])
      equal(refused.code, 1)
      match(refused.stderr, /private network/)
      const byName = receiver.url.replace('127.0.0.1', 'localhost')
      equal((await home.parley(['webhook', 'create', 'acme', byName])).code, 0)
      await newContact(server)
      await until('the attempt is written', async () => {
        const { stdout } = await home.parley(['webhook', 'deliveries', 'acme'])
        return stdout.includes('localhost is not a public address')
      })
      equal(receiver.received.length, 0)
    } finally {
      await receiver.close()
      await home.remove()
    }
  })
})

describe('A server killed while it sends', () => {
  it('sends what is left after a restart, and repeats nothing that was marked', async () => {
    const home = await newHome()
    const receiver = await startReceiver(1000)
    try {
      let server = await home.start(['start', '--demo'], allowed)
      const { code, stdout } = await home.parley(
        ['webhook', 'create', 'acme', receiver.url, '--concurrency', '4', '--json'],
        allowed,
      )
      equal(code, 0)
      const { id } = JSON.parse(stdout)
      for (let number = 0; number < 60; number++) await newContact(server)
      const deliveries = async (): Promise<{ messageId: string; state: string }[]> => {
        const answer = await home.parley(
          ['webhook', 'deliveries', 'acme', '--webhook', id, '--limit', '100', '--json'],
          allowed,
        )
        return JSON.parse(answer.stdout)
      }
      let marked: { messageId: string }[] = []
      await until('some are marked', async () => {
        marked = (await deliveries()).filter(({ state }) => state === 'delivered')
        return marked.length > 0
      })
      await server.stop('SIGKILL')
      ok(receiver.received.length < 60, 'the kill came in the middle')
      receiver.pauseMs = 0
      server = await home.start(['start', '--demo'], allowed)
      const distinct = () => new Set(receiver.received.map(message => message.id)).size
      await until('all are sent', () => distinct() === 60, 90_000)
      await until('all are marked', async () =>
        (await deliveries()).every(({ state }) => state === 'delivered'),
      )
      for (const { messageId } of marked)
        equal(receiver.received.filter(message => message.id === messageId).length, 1)
      await server.stop()
    } finally {
      await receiver.close()
      await home.remove()
    }
  })
})
