/**
 * Parley: a log with as many facts as there are to be messages and a webhook that wants them. `send` measures what the
 * floor does, deliveries that are written already; `all` begins with the facts.
 */
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import { createWebhook } from '../../src/domain/webhooks/create-webhook.ts'
import { webhookConsumers } from '../../src/domain/webhooks/write-deliveries.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { openDatabase, transact } from '../../src/storage/database.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { startConsumer } from '../../src/storage/log/consumer-loop.ts'
import { appendEvents } from '../../src/storage/log/events.ts'
import { createLogSignal } from '../../src/storage/log/signal.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { webhookFaces } from '../../src/workers/webhook-faces.ts'
import { startWebhookSender } from '../../src/workers/webhook-sender.ts'
import { ownSettings, tellParent } from '../children/own-settings.ts'
import type { DispatcherSettings } from './bare-dispatcher.ts'
import { factData, sampleContactId } from './messages.ts'

const {
  database: place,
  url,
  secret,
  count,
  concurrency,
  part,
} = ownSettings<DispatcherSettings & { part: 'send' | 'all' }>()
const database = await openDatabase(place.kind === 'server' ? { url: place.url } : { folder: place.folder })
await migrate(database.pool)
const { db, pool } = database
const [consumer] = webhookConsumers(webhookFaces)

const tenant = await transact(db, async tx => {
  const tenant = await createTenant(tx, { slug: 'bench' }, 'bench', new Date())
  const input = { dialect: 'voyado', url, secret, concurrency }
  const rules = { faces: webhookFaces, allowPrivate: true }
  await createWebhook(tx, tenant, input, rules, new Date(), { actor: 'bench', wall: new Date() })
  return tenant
})
const portion = 1000
for (let first = 0; first < count; first += portion) {
  const at = new Date()
  const facts = Array.from({ length: Math.min(portion, count - first) }, (_, index) => ({
    tenantId: tenant.id,
    type: 'contact.updated',
    contactId: sampleContactId,
    data: factData(first + index),
    at,
  }))
  await transact(db, tx => appendEvents(tx, facts))
}
if (part === 'send') while ((await advance(db, consumer!, tenant.id)) === 'behind');
await pool.query('analyze')

process.once('message', async () => {
  const signal = createLogSignal()
  const from = performance.now()
  let left = count
  const done = Promise.withResolvers<void>()
  const onError = (error: unknown) => done.reject(error)
  const loop = part === 'all' ? startConsumer(db, consumer!, signal, onError) : undefined
  const sender = startWebhookSender(
    {
      database,
      blobs: undefined as never,
      clock: systemClock(),
      signal,
      onError,
      onWebhookAttempt(result) {
        if (result === 'failed') return done.reject(new Error('The receiver did not accept a message.'))
        left--
        if (left === 0) done.resolve()
      },
    },
    { allowPrivate: true },
  )
  await done.promise
  await loop?.stop()
  await sender.stop() // which marks what is not yet marked
  const seconds = (performance.now() - from) / 1000
  const { rows } = await pool.query("select count(*)::int from webhook_deliveries where state <> 'delivered'")
  tellParent({ type: 'finished', seconds, unmarked: rows[0].count } as never)
})
tellParent({ type: 'ready' })
