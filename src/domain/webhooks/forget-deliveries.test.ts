import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/kit/database.ts'
import { deliveriesOf, moveClock, newSubscriber, tell } from '../../../test/kit/webhooks.ts'
import { lowestIdAt } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { forgetDeliveries } from './forget-deliveries.ts'
import { readBacklog } from './list-deliveries.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())
const day = 86_400_000

test('what ended more than 30 days ago is forgotten; what waits and what is newer stays', async () => {
  const { tenant } = await newSubscriber(db, { url: 'https://shop.example.com/' })
  await tell(db, tenant, ['old and delivered', 'old and failed', 'old and waiting', 'new and delivered'])
  const now = new Date()
  const ages = [31, 31, 31, 29]
  const states = ['delivered', 'failed', 'waiting', 'delivered'] as const
  for (const [index, { id }] of (await deliveriesOf(db, tenant)).toReversed().entries())
    await db
      .updateTable('webhook_deliveries')
      .set({ id: lowestIdAt(new Date(now.getTime() - ages[index]! * day - index)), state: states[index]! })
      .where('id', '=', id)
      .execute()
  assert.equal(await forgetDeliveries(db, now), 2)
  const left = (await deliveriesOf(db, tenant)).map(({ body }) => JSON.parse(body).payload.attributes[0])
  assert.deepEqual(left, ['new and delivered', 'old and waiting'])
  assert.equal(await forgetDeliveries(db, now), 0)
})

test('a tenant decides for how many days they are kept', async () => {
  await db.deleteFrom('webhook_deliveries').execute()
  const { tenant } = await newSubscriber(db, { url: 'https://shop.example.com/' })
  await tell(db, tenant, ['a', 'b'])
  await db
    .updateTable('webhook_deliveries')
    .set({ state: 'failed' })
    .where('tenant_id', '=', tenant.id)
    .execute()
  const inFiveDays = new Date(Date.now() + 5 * day)
  assert.equal(await forgetDeliveries(db, inFiveDays), 0)
  await transact(db, tx => changeSettings(tx, tenant, { deliveryDays: 4 }, 'test', inFiveDays))
  assert.equal(await forgetDeliveries(db, inFiveDays), 2)
})

test('the backlog is what waits, and how long the oldest has been due on the clock of its tenant', async () => {
  await db.deleteFrom('webhook_deliveries').execute()
  assert.deepEqual(await readBacklog(db), { waiting: 0, oldestDueSeconds: 0 })
  const { tenant } = await newSubscriber(db, { url: 'https://shop.example.com/' })
  await tell(db, tenant, ['a', 'b'])
  await moveClock(db, tenant, day)
  const { waiting, oldestDueSeconds } = await readBacklog(db)
  assert.equal(waiting, 2)
  assert.ok(Math.abs(oldestDueSeconds - day / 1000) < 60, String(oldestDueSeconds))
})
