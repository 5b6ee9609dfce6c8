import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { commitInteractions } from './record-interactions.ts'
import { removals } from './removals.ts'

const { db, close } = await testDatabase()
after(close)

const now = () => new Date()

async function left({ tenant }: Activity) {
  const { rows } = await sql<{ stored: number; rejected: number; erasing: number }>`
    select (select count(*) from interactions where tenant_id = ${tenant.id}) as stored,
      (select count(*) from rejected_interactions where tenant_id = ${tenant.id}) as rejected,
      (select count(*) from body_erasures where tenant_id = ${tenant.id}) as erasing`.execute(db)
  return rows[0]
}

/** Some interactions that were stored and some that were rejected, of one contact and one schema. */
const record = (activity: Activity, other: Parameters<Activity['interaction']>[1] = {}) =>
  commitInteractions(
    db,
    [{ page: '/' }, {}, { page: '/' }].map(payload => activity.interaction(payload, other)),
  )

/** Many more than are deleted in one transaction. */
async function fill({ tenant, schema, contactId }: Activity, count: number) {
  await sql`insert into interactions
      (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
    select ${tenant.id}, (left(lowest_id_at(now())::text, 24) || lpad(to_hex(n), 12, '0'))::uuid, n, ${contactId},
      ${schema.key}, now(), '{}', ${schema.key}::uuid, n from generate_series(1, ${count}::int) n`.execute(db)
  await sql`insert into rejected_interactions
      (tenant_id, id, contact_id, schema_key, schema_version, faults, body, received_at)
    select tenant_id, id, contact_id, schema_key, 1, '[]', '', now() from interactions
    where tenant_id = ${tenant.id}`.execute(db)
}

test('with a contact go its interactions, the rejected ones too, and those of others stay', async () => {
  const [activity, other] = [await newActivity(db), await newActivity(db)]
  const neighbour = await addContact(db, activity.tenant)
  await record(activity)
  await record(activity, { contactId: neighbour })
  await record(other)
  await transact(db, tx => deleteContact(tx, activity.tenant, activity.contactId, undefined, now()))
  assert.equal((await left(activity))?.stored, 4, 'until the consumer comes')
  assert.equal(await advance(db, removals, activity.tenant.id), 'caught up')
  assert.deepEqual(await left(activity), { stored: 2, rejected: 1, erasing: 2 })
  const owners = await db
    .selectFrom('interactions')
    .select('contact_id')
    .distinct()
    .where('tenant_id', '=', activity.tenant.id)
    .execute()
  assert.deepEqual(owners, [{ contact_id: neighbour }])
  assert.equal(await advance(db, removals, other.tenant.id), 'caught up')
  assert.deepEqual(await left(other), { stored: 2, rejected: 1, erasing: 0 })
})

test('with a schema go its interactions, and those of the one that took its alias stay', async () => {
  const activity = await newActivity(db)
  await record(activity)
  await transact(db, tx => deleteSchema(tx, activity.tenant, 'visit', now()))
  const next = await addSchema(db, activity.tenant, 'visit')
  await record(activity, { schema: next })
  assert.equal(await advance(db, removals, activity.tenant.id), 'caught up')
  assert.deepEqual(await left(activity), { stored: 2, rejected: 1, erasing: 2 })
  assert.equal(await advance(db, removals, activity.tenant.id), 'caught up')
  assert.deepEqual(await left(activity), { stored: 2, rejected: 1, erasing: 2 })
})

test('very many are deleted in portions, each committed', async () => {
  const activity = await newActivity(db)
  await fill(activity, 6000)
  await transact(db, tx => deleteContact(tx, activity.tenant, activity.contactId, undefined, now()))
  const seen: unknown[] = []
  while ((await advance(db, removals, activity.tenant.id)) === 'behind') seen.push(await left(activity))
  assert.deepEqual(seen, [{ stored: 1000, rejected: 1000, erasing: 5000 }])
  assert.deepEqual(await left(activity), { stored: 0, rejected: 0, erasing: 6000 })
})

test('many contacts that were deleted share a transaction', async () => {
  const activity = await newActivity(db)
  for (let number = 0; number < 30; number++) {
    const contactId = await addContact(db, activity.tenant)
    await record(activity, { contactId })
    await transact(db, tx => deleteContact(tx, activity.tenant, contactId, undefined, now()))
  }
  assert.equal(await advance(db, removals, activity.tenant.id), 'caught up')
  assert.deepEqual(await left(activity), { stored: 0, rejected: 0, erasing: 60 })
})
