import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addContact } from '../../test/kit/activity.ts'
import { newTenant, testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import { registerReceipts } from '../domain/purchases/register-receipts.ts'
import type { CartItem } from '../domain/tracking/cart.ts'
import { listCarts } from '../domain/tracking/read-carts.ts'
import { registerCarts } from '../domain/tracking/register-carts.ts'
import { settleCartsOf, settleIdleCarts } from '../domain/tracking/settle-carts.ts'
import { systemClock } from '../kernel/clock.ts'
import { transact } from '../storage/database.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { cartsLoop } from './carts.ts'
import type { WorkerParts } from './parts.ts'

const database = { ...(await testDatabase()), onDeath: () => {} }
const { db } = database
after(() => database.close())

const minute = 60_000
const parts: WorkerParts = {
  database,
  blobs: undefined as never,
  clock: systemClock(),
  signal: createLogSignal(),
  onError: error => assert.fail(String(error)),
}

interface Shopper {
  readonly tenant: Tenant
  readonly contactId: string
}

async function newShopper(): Promise<Shopper> {
  const tenant = await newTenant(db)
  return { tenant, contactId: await addContact(db, tenant) }
}

const jeans: CartItem = { sku: 's-1', quantity: '1' }

async function fill({ tenant, contactId }: Shopper, activeAt = new Date(), items = [jeans]) {
  const cart = { contactId, cartReference: 'c', language: null, url: null, items, activeAt }
  await transact(db, tx => registerCarts(tx, tenant, [cart], activeAt))
}

const moveClock = ({ tenant }: Shopper, minutes: number, frozenAt: Date | null = null) =>
  db
    .updateTable('tenants')
    .set({ clock_offset_ms: minutes * minute, clock_frozen_at: frozenAt })
    .where('id', '=', tenant.id)
    .execute()

const abandonments = ({ tenant }: Shopper) =>
  db
    .selectFrom('events')
    .select(['contact_id', 'data', 'at'])
    .where('tenant_id', '=', tenant.id)
    .where('type', '=', 'cart.abandoned')
    .execute()

const stateOf = async ({ tenant, contactId }: Shopper) => (await listCarts(db, tenant, contactId))[0]!.state

async function settle() {
  while ((await settleIdleCarts(db, error => assert.fail(String(error)))) > 0);
}

test('a cart is abandoned half an hour after the last activity, by the clock of its tenant', async () => {
  const shopper = await newShopper()
  await fill(shopper)
  await moveClock(shopper, 29)
  await settle()
  assert.equal(await stateOf(shopper), 'filled')
  await moveClock(shopper, 31)
  await settle()
  assert.equal(await stateOf(shopper), 'abandoned')
  const [event, ...others] = await abandonments(shopper)
  assert.deepEqual(others, [])
  assert.deepEqual([event!.contact_id, event!.data], [shopper.contactId, { cartReference: 'c' }])
  assert.ok(event!.at.getTime() > Date.now() + 30 * minute, "at the tenant's time")
})

test('a cart is abandoned again only after something was done with it', async () => {
  const shopper = await newShopper()
  await fill(shopper)
  await moveClock(shopper, 60)
  await settle()
  await settle()
  await moveClock(shopper, 600)
  await settle()
  assert.equal((await abandonments(shopper)).length, 1)
  await fill(shopper, new Date(Date.now() + 600 * minute))
  await settle()
  assert.equal((await abandonments(shopper)).length, 1)
  await moveClock(shopper, 631)
  await settle()
  assert.equal((await abandonments(shopper)).length, 2)
})

test('the failure of one tenant is reported and holds up no other', async () => {
  const [broken, ...others] = [await newShopper(), await newShopper(), await newShopper()]
  for (const shopper of [broken!, ...others]) {
    await fill(shopper)
    await moveClock(shopper, 60)
  }
  const name = `no_${broken!.tenant.id.replaceAll('-', '')}`
  await database.pool.query(
    `alter table carts add constraint ${name} check (tenant_id <> '${broken!.tenant.id}' or state = 'filled')`,
  )
  const errors: unknown[] = []
  while ((await settleIdleCarts(db, error => errors.push(error))) > 0);
  for (const shopper of others) assert.equal(await stateOf(shopper), 'abandoned')
  assert.equal(await stateOf(broken!), 'filled')
  assert.ok(errors.length > 0)
  await database.pool.query(`alter table carts drop constraint ${name}`)
})

test('a cart is registered also after the clock was put back', async () => {
  const shopper = await newShopper()
  await moveClock(shopper, 600)
  await fill(shopper, new Date(Date.now() + 600 * minute))
  await moveClock(shopper, 0)
  await fill(shopper, new Date(), [])
  assert.equal(await stateOf(shopper), 'empty')
})

test('while the clock stands still no cart grows old', async () => {
  const shopper = await newShopper()
  const noon = new Date('2025-03-02T12:00:00Z')
  await moveClock(shopper, 0, noon)
  await fill(shopper, noon)
  await settle()
  assert.equal(await stateOf(shopper), 'filled')
  await moveClock(shopper, 0, new Date(noon.getTime() + 30 * minute - 1))
  await settle()
  assert.equal(await stateOf(shopper), 'filled')
  await moveClock(shopper, 0, new Date(noon.getTime() + 30 * minute))
  await settle()
  assert.equal(await stateOf(shopper), 'abandoned')
  assert.deepEqual((await abandonments(shopper))[0]!.at, new Date(noon.getTime() + 30 * minute))
})

test('an empty cart is not abandoned', async () => {
  const shopper = await newShopper()
  await fill(shopper, new Date(), [])
  await moveClock(shopper, 60)
  await settle()
  assert.equal(await stateOf(shopper), 'empty')
  await fill(shopper, new Date(Date.now() + 60 * minute), [{ sku: 's', quantity: '0' }])
  assert.equal(await stateOf(shopper), 'empty', 'nothing of something is nothing')
  assert.deepEqual(await abandonments(shopper), [])
})

test('a cart whose contact bought since is not abandoned; one who bought before is', async () => {
  const shopper = await newShopper()
  const { tenant, contactId } = shopper
  const buy = (id: string, at: Date) =>
    transact(db, tx =>
      registerReceipts(
        tx,
        tenant,
        [
          {
            contact: { kind: 'contactId', value: contactId, contactType: 'Member' },
            uniqueReceiptId: id,
            receiptNumber: id,
            createdDate: at,
            storeExternalId: 'web',
            storeName: null,
            currency: 'SEK',
            exchangeRate: '1',
            totalGrossPrice: '1',
            items: [],
            payments: [],
            taxDetails: [],
            usedVouchers: [],
            usedPromotions: [],
            extraData: [],
          },
        ],
        at,
      ),
    )
  const now = Date.now()
  await buy('before', new Date(now - minute))
  await fill(shopper, new Date(now))
  await moveClock(shopper, 60)
  await settle()
  assert.equal(await stateOf(shopper), 'abandoned')
  await fill(shopper, new Date(now + 60 * minute))
  await buy('after', new Date(now + 61 * minute))
  await moveClock(shopper, 120)
  await settle()
  assert.equal(await stateOf(shopper), 'bought')
  assert.equal((await abandonments(shopper)).length, 1)
})

test('several workers tell of a cart once', async () => {
  const shoppers = [await newShopper(), await newShopper()]
  for (const shopper of shoppers) {
    await fill(shopper)
    await moveClock(shopper, 60)
  }
  const loops = [cartsLoop(parts, 1), cartsLoop(parts, 1), cartsLoop(parts, 1)]
  for (const shopper of shoppers) await until(async () => (await stateOf(shopper)) === 'abandoned')
  await Promise.all(loops.map(loop => loop.stop()))
  for (const shopper of shoppers) assert.equal((await abandonments(shopper)).length, 1)
})

test('who dies while a cart is being abandoned has told nothing', async () => {
  const shopper = await newShopper()
  await fill(shopper)
  await moveClock(shopper, 60)

  const died = new Error('killed')
  await assert.rejects(
    transact(db, async tx => {
      assert.equal(await settleCartsOf(tx, shopper.tenant.id), 1)
      throw died
    }),
    died,
  )
  assert.equal(await stateOf(shopper), 'filled')
  await settle()
  assert.equal((await abandonments(shopper)).length, 1)
})
