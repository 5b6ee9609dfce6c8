/**
 * The floor: the least that delivers webhooks safely. Rows of one small table are claimed, signed, posted and marked,
 * in batches, over the same HTTP client. No tenants, no clocks, no schedule, no attempts kept, no guard, no order.
 */
import { createHmac, createSecretKey } from 'node:crypto'
import { Agent } from 'undici'
import { ownSettings, tellParent } from '../children/own-settings.ts'
import type { DatabasePlace } from '../databases/database-place.ts'
import { openPool } from '../floors/open-pool.ts'
import { claim, createTable, fill, mark } from './bare-table.sql.ts'
import { sampleBody } from './messages.ts'

export interface DispatcherSettings {
  readonly database: DatabasePlace
  readonly url: string
  readonly secret: string
  readonly count: number
  readonly concurrency: number
}

const { database, url, secret, count, concurrency } = ownSettings<DispatcherSettings>()
const pool = await openPool(database)
await createTable(pool)
const portion = 1000
for (let first = 0; first < count; first += portion) {
  const length = Math.min(portion, count - first)
  await fill(
    pool,
    first,
    Array.from({ length }, (_, index) => sampleBody(`msg_${first + index + 1}`)),
  )
}
await pool.query('analyze bare_deliveries')

const agent = new Agent({ pipelining: 1 })
const key = createSecretKey(Buffer.from(secret.slice('whsec_'.length), 'base64'))
const { origin, pathname } = new URL(url)

async function post({ id, body }: { id: string; body: string }) {
  const messageId = `msg_${id}`
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = `v1,${createHmac('sha256', key).update(`${messageId}.${timestamp}.${body}`).digest('base64')}`
  const answer = await agent.request({
    origin,
    path: pathname,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': messageId,
      'webhook-timestamp': timestamp,
      'webhook-signature': signature,
    },
    body,
  })
  await answer.body.dump()
  if (answer.statusCode !== 200) throw new Error(`The receiver answered ${answer.statusCode}`)
}

/** Several workers, each with a batch of its own at a time, so that a claim or a mark holds up no other's posts. */
async function work(share: number): Promise<void> {
  for (;;) {
    const rows = await claim(pool, share)
    if (rows.length === 0) return
    await Promise.all(rows.map(post))
    await mark(
      pool,
      rows.map(({ id }) => id),
    )
  }
}

process.once('message', async () => {
  const from = performance.now()
  // Batches of half the concurrency, four at a time: of what was tried, the fastest.
  await Promise.all(Array.from({ length: 4 }, () => work(Math.ceil(concurrency / 2))))
  tellParent({ type: 'finished', seconds: (performance.now() - from) / 1000 } as never)
})
tellParent({ type: 'ready' })
