import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { changedContacts } from './changed-contacts.ts'
import { createContact } from './create-contact.ts'
import { deleteContact } from './delete-contact.ts'
import { updateContact } from './update-contact.ts'

const { db, close } = await testDatabase()
after(close)

const at = (minute: number) => new Date(Date.UTC(2025, 5, 15, 12, minute))
const create = async (tx: Tx, tenant: Tenant, email: string, minute: number, createAsUnapproved = false) =>
  (await createContact(tx, tenant, { attributes: { email }, createAsUnapproved }, at(minute))).id

test('more contacts than can be told are refused, and as many as can be are told', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const ids = []
    for (const number of [1, 2, 3]) ids.push(await create(tx, tenant, `p${number}@example.com`, number))
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(0), at(9), 3), ids)
    await assert.rejects(
      changedContacts(tx, tenant, 'created', at(0), at(9), 2),
      (error: DomainError) => error.code === 'too-many-changes',
    )
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(2), at(3), 2), ids.slice(1))
  }))

test('a contact that was only created is not told as updated, whatever the clock says', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const updated = () => changedContacts(tx, tenant, 'updated', at(0), at(9))
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
    assert.deepEqual(await changedContacts(tx, tenant, 'updated', at(2), at(2)), [id])
    assert.deepEqual(await changedContacts(tx, tenant, 'created', at(2), at(2)), [])
  }))

test('a deleted contact is told as deleted only', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = await create(tx, tenant, 'a@example.com', 1)
    await updateContact(tx, tenant, id, { attributes: { a: 1 } }, at(2))
    await deleteContact(tx, tenant, id, undefined, at(3))
    assert.deepEqual(await changedContacts(tx, tenant, 'deleted', at(3), at(3)), [id])
    for (const type of ['created', 'updated'] as const)
      assert.deepEqual(await changedContacts(tx, tenant, type, at(0), at(9)), [])
  }))

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
