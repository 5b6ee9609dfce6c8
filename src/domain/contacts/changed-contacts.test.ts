import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { eventually } from '../../../test/kit/eventually.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type ChangeType, changedContacts } from './changed-contacts.ts'
import { createContact } from './create-contact.ts'
import { deleteContact } from './delete-contact.ts'
import { updateContact } from './update-contact.ts'

const { kind, db, close } = await testDatabase()
after(close)

const at = (minute: number) => new Date(Date.UTC(2025, 5, 15, 12, minute))
const create = async (tx: Tx, tenant: Tenant, email: string, minute: number, createAsUnapproved = false) =>
  (await createContact(tx, tenant, { attributes: { email }, createAsUnapproved }, at(minute))).id

test('more contacts than can be told are refused, and as many as can be are told', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const ids = []
    for (const number of [1, 2, 3]) ids.push(await create(tx, tenant, `p${number}@example.com`, number))
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(0), at(9), at(4), 3), ids)
    await assert.rejects(
      changedContacts(tx, tenant, 'created', at(0), at(9), at(4), 2),
      (error: DomainError) => error.code === 'too-many-changes',
    )
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(2), at(3), at(4), 2), ids.slice(1))
  }))

test('a contact that was only created is not told as updated, whatever the clock says', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const updated = () => changedContacts(tx, tenant, 'updated', at(0), at(9), at(1))
    const id = await create(tx, tenant, 'a@example.com', 1, true)
    assert.deepEqual(await updated(), [])
    await updateContact(tx, tenant, id, { preferences: { email: true } }, at(1))
    assert.deepEqual(await updated(), [id], 'changed in the millisecond in which it was made')
  }))

test('an approving creation tells the contact that it took over as updated', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = await create(tx, tenant, 'a@example.com', 1, true)
    assert.equal(await create(tx, tenant, 'a@example.com', 2), id)
    assert.deepEqual(await changedContacts(tx, tenant, 'updated', at(2), at(2), at(3)), [id])
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(2), at(2), at(3)), [])
  }))

test('a deleted contact is told as deleted only', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = await create(tx, tenant, 'a@example.com', 1)
    await updateContact(tx, tenant, id, { attributes: { a: 1 } }, at(2))
    await deleteContact(tx, tenant, id, undefined, at(3))
    assert.deepEqual(await changedContacts(tx, tenant, 'deleted', at(3), at(3), at(4)), [id])
    for (const type of ['created', 'updated'] as const)
      assert.deepEqual(await changedContacts(tx, tenant, type, at(0), at(9), at(4)), [])
  }))

/** Resolves when some session waits for a lock. */
const somebodyWaits = () =>
  eventually(async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows[0]
  })

test('what was asked for before a page was read, and comes to be written after, is told by the next page', async () => {
  const tenant = await newTenant(db)
  const second = (number: number) => new Date(at(2).getTime() + number * 1000)
  const [there, gone] = await transact(db, async tx => [
    await create(tx, tenant, 'there@example.com', 1),
    await create(tx, tenant, 'gone@example.com', 1),
  ])
  // Each is of the second 0, and is written when the feed has been read up to the second 3.
  const writers: Record<ChangeType, (tx: Tx) => Promise<string>> = {
    created: tx => create(tx, tenant, 'new@example.com', 2),
    updated: async tx => (await updateContact(tx, tenant, there, { attributes: { a: 1 } }, second(0))).id,
    async deleted(tx) {
      await deleteContact(tx, tenant, gone, undefined, second(0))
      return gone
    },
  }
  for (const type of ['created', 'updated', 'deleted'] as const) {
    assert.deepEqual(await changedContacts(db, tenant, type, second(-1), second(3), second(3)), [])
    const id = await transact(db, writers[type])
    assert.deepEqual(await changedContacts(db, tenant, type, second(3), second(9), second(9)), [id], type)
  }
})

test('what is being written when a page is read is waited for and told', async () => {
  const tenant = await newTenant(db)
  const isWritten = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const writing = transact(db, async tx => {
    const id = await create(tx, tenant, 'slow@example.com', 2)
    isWritten.resolve()
    await mayCommit.promise
    return id
  })
  await isWritten.promise
  const reading = changedContacts(db, tenant, 'created', at(0), at(3), at(3))
  // The embedded database has one connection: there the reader waits for that.
  if (kind === 'server') await somebodyWaits()
  mayCommit.resolve()
  assert.deepEqual(await reading, [await writing])
})

test('a page up to a time to come moves no write, and a clock that is put back is followed', async () => {
  const tenant = await newTenant(db)
  const make = (email: string, minute: number) => transact(db, tx => create(tx, tenant, email, minute))
  assert.deepEqual(await changedContacts(db, tenant, 'created', at(0), at(50), at(5)), [])
  const first = await make('a@example.com', 6)
  assert.deepEqual(await changedContacts(db, tenant, 'created', at(6), at(6), at(7)), [first])
  const second = await make('b@example.com', 1)
  assert.deepEqual(await changedContacts(db, tenant, 'created', at(1), at(1), at(1)), [second])
})

test('the feed is read by an index and not by looking at every contact', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await sql`insert into contacts (tenant_id, id, contact_type, approved, attributes, created_at, modified_at, is_updated)
      select ${tenant.id}, gen_random_uuid(), 'Member', true, '{}', now() - n * interval '1 minute',
        now() - n * interval '1 minute', n % 2 = 0 from generate_series(1, 20000) n`.execute(tx)
    await sql`analyze contacts`.execute(tx)
    for (const [column, index] of [
      ['created_at', 'contacts_by_creation'],
      ['modified_at', 'contacts_by_update'],
    ] as const) {
      const condition = column === 'modified_at' ? sql`and is_updated` : sql``
      const { rows } = await sql<{ 'QUERY PLAN': string }>`explain select id from contacts
        where tenant_id = ${tenant.id} ${condition} and ${sql.ref(column)} between now() - interval '1 hour' and now()
        order by ${sql.ref(column)}, id limit 250001`.execute(tx)
      const plan = rows.map(row => row['QUERY PLAN']).join('\n')
      assert.match(plan, new RegExp(index), plan)
      assert.doesNotMatch(plan, /Seq Scan/)
    }
  }))
