/** For tests: a receiver that does what it is told, and a company whose webhooks lead there. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, afterEach } from 'node:test'
import { moveClock as setClock } from '../../src/domain/accounts/move-clock.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { createWebhook } from '../../src/domain/webhooks/create-webhook.ts'
import { listDeliveries } from '../../src/domain/webhooks/list-deliveries.ts'
import type { NewWebhook } from '../../src/domain/webhooks/new-webhook.ts'
import { webhookConsumers } from '../../src/domain/webhooks/write-deliveries.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { transact } from '../../src/storage/database.ts'
import type { Db } from '../../src/storage/driver.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { appendEvents } from '../../src/storage/log/events.ts'
import { createLogSignal } from '../../src/storage/log/signal.ts'
import type { WorkerParts } from '../../src/workers/parts.ts'
import { webhookFaces } from '../../src/workers/webhook-faces.ts'
import type { SenderOptions } from '../../src/workers/webhook-options.ts'
import { startWebhookSender } from '../../src/workers/webhook-sender.ts'
import { newTenant, testDatabase } from './database.ts'

export interface Received {
  readonly id: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what a message holds is what a test is about.
  readonly body: any
}

export type Answer = (response: ServerResponse, received: Received, request: IncomingMessage) => void

export const answerWith =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  response =>
    void response.writeHead(status, headers).end(body)

export interface Receiver {
  readonly url: string
  readonly received: Received[]
  /** What it answers from now on. */
  answer: Answer
  readonly connections: () => number
  close(): Promise<void>
}

/** Listens on a port of its own and answers 200 until told otherwise. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let connections = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    try {
      for await (const chunk of request) chunks.push(chunk)
    } catch {
      return
    }
    const text = Buffer.concat(chunks).toString()
    const { headers, url: path = '' } = request
    const one = {
      id: String(headers['webhook-id']),
      path,
      headers,
      text,
      body: text.startsWith('{') ? JSON.parse(text) : undefined,
    }
    received.push(one)
    receiver.answer(response, one, request)
  })
  server.on('connection', () => connections++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks?from=parley`,
    received,
    answer: answerWith(200, 'thanks'),
    connections: () => connections,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}

/** Who does what tests do. */
export const byTest = () => ({ actor: 'test', wall: new Date() })

/** A tenant with a webhook, and facts for it. */
export async function newSubscriber(db: Db, input: Partial<NewWebhook> & { url: string }) {
  const tenant = await newTenant(db)
  const made = await subscribe(db, tenant, input)
  return { tenant, ...made }
}

export function subscribe(db: Db, tenant: Tenant, input: Partial<NewWebhook> & { url: string }) {
  const rules = { faces: webhookFaces, allowPrivate: true }
  return transact(db, tx =>
    createWebhook(tx, tenant, { dialect: 'voyado', ...input }, rules, new Date(), byTest()),
  )
}

const contactId = '0197b8a0-0000-7000-8000-00000000c0de'

/** Appends as many facts of a contact as there are names, and lets the consumers write their deliveries. */
export async function tell(db: Db, tenant: Tenant, names: readonly string[]) {
  const at = new Date()
  await transact(db, tx =>
    appendEvents(
      tx,
      names.map(name => ({
        tenantId: tenant.id,
        type: 'contact.updated',
        contactId,
        data: { attributes: [name] },
        at,
      })),
    ),
  )
  await catchUp(db, tenant)
}

export async function catchUp(db: Db, tenant: Tenant) {
  for (const consumer of webhookConsumers(webhookFaces))
    while ((await advance(db, consumer, tenant.id)) === 'behind');
}

/** What `tell` named, of what was received. */
export const namesOf = (received: readonly Received[]) =>
  received.map(({ body }) => body.payload.attributes[0])

export const deliveriesOf = (db: Db, tenant: Tenant) => listDeliveries(db, tenant.id, {}, 1000)

/**
 * What a file of tests about sending has: a database, a receiver, and senders that are quick to give up and to look.
 * After each test its senders are stopped and its webhooks are off, so that no failure of one is tried again in the next.
 */
export async function setUpSending() {
  const database = await testDatabase()
  const { db } = database
  const receiver = await startReceiver()
  const running: { stop(): Promise<void> }[] = []
  afterEach(async () => {
    await Promise.all(running.splice(0).map(each => each.stop()))
    await db.updateTable('webhooks').set({ disabled_at: new Date() }).execute()
    receiver.received.length = 0
    receiver.answer = answerWith(200, 'thanks')
  })
  after(async () => {
    await receiver.close()
    await database.close()
  })

  return {
    database,
    db,
    receiver,
    onlyOf: async (tenant: Tenant) => (await deliveriesOf(db, tenant))[0]!,
    start(options: Partial<SenderOptions> = {}, parts: Partial<WorkerParts> = {}) {
      const errors: unknown[] = []
      const whole: WorkerParts = {
        database: { ...database, onDeath: () => {} },
        blobs: undefined as never,
        clock: systemClock(),
        signal: createLogSignal(),
        onError: error => errors.push(error),
        ...parts,
      }
      const quick = { allowPrivate: true, sweepMs: 20, timeoutMs: 2000, leaseMs: 20_000 }
      const sender = startWebhookSender(whole, { ...quick, ...options })
      running.push(sender)
      return { ...sender, errors }
    },
  }
}

/** Puts a tenant's clock so far ahead of the machine's. */
export const moveClock = (db: Db, tenant: Tenant, aheadMs: number) =>
  transact(db, tx => {
    const at = new Date(Date.now() + aheadMs)
    return setClock(tx, tenant, { kind: 'set', at }, 'test', new Date())
  })
