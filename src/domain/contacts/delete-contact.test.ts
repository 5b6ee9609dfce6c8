import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { countContacts } from './count-contacts.ts'
import { createContact } from './create-contact.ts'
import { deleteContact } from './delete-contact.ts'
import type { NewContact } from './new-contact.ts'
import { readContact } from './read-contact.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const ada = { email: 'ada@example.com' }

async function create(tx: Tx, tenant: Tenant, input: Partial<NewContact> = {}): Promise<string> {
  return (await createContact(tx, tenant, { attributes: ada, createAsUnapproved: false, ...input }, at)).id
}

const refuses = (work: Promise<unknown>, code: string) =>
  assert.rejects(work, (error: DomainError) => error.code === code)

const rowsOf = (
  database: Db,
  table: 'contact_keys' | 'contact_preferences' | 'contact_consents',
  id: string,
) => database.selectFrom(table).selectAll().where('contact_id', '=', id).execute()

test('a deleted contact is gone with its keys, preferences and consents, and leaves a tombstone and an event', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const consents = [{ id: 'terms', value: true }]
    const id = await create(tx, tenant, { preferences: { email: true }, consents })
    await deleteContact(tx, tenant, id, 'crm', at)

    await refuses(readContact(tx, tenant, id), 'contact-not-found')
    for (const table of ['contact_keys', 'contact_preferences', 'contact_consents'] as const)
      assert.deepEqual(await rowsOf(tx, table, id), [], table)
    const graves = await tx
      .selectFrom('contact_tombstones')
      .selectAll()
      .where('contact_id', '=', id)
      .execute()
    assert.deepEqual(graves, [
      {
        tenant_id: tenant.id,
        contact_id: id,
        contact_type: 'Member',
        source: 'crm',
        deleted_at: at,
        merged_into: null,
      },
    ])
    const events = await tx
      .selectFrom('events')
      .selectAll()
      .where('contact_id', '=', id)
      .orderBy('seq')
      .execute()
    assert.deepEqual(
      events.map(event => [event.seq, event.type]),
      [
        [1, 'contact.created'],
        [2, 'contact.deleted'],
      ],
    )
    assert.notEqual(await create(tx, tenant), id, 'its keys are free again')
  }))

test('only a contact of the tenant can be read and deleted', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = await create(tx, tenant)
    const other = await newTenant(tx)
    await refuses(readContact(tx, other, id), 'contact-not-found')
    await refuses(deleteContact(tx, other, id, undefined, at), 'contact-not-found')
    await refuses(deleteContact(tx, tenant, randomUUID(), undefined, at), 'contact-not-found')
    for (const odd of ['', 'x', 'a\0', `${id}0`, id.replaceAll('-', '')]) {
      await refuses(readContact(tx, tenant, odd), 'contact-id-invalid')
      await refuses(deleteContact(tx, tenant, odd, undefined, at), 'contact-id-invalid')
    }
    await refuses(deleteContact(tx, tenant, id, 'a\0', at), 'contact-invalid')
    await deleteContact(tx, tenant, id, undefined, at)
    await refuses(deleteContact(tx, tenant, id, undefined, at), 'contact-not-found')
  }))

test('a contact that two delete at once is deleted once', async () => {
  const tenant = await newTenant(db)
  const id = await transact(db, tx => create(tx, tenant))
  const outcomes = await Promise.allSettled(
    [1, 2, 3].map(() => transact(db, tx => deleteContact(tx, tenant, id, undefined, at))),
  )
  assert.deepEqual(
    outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'deleted')).sort(),
    ['contact-not-found', 'contact-not-found', 'deleted'],
  )
})

test('contacts are made and deleted at once without waiting for each other crosswise', async () => {
  const tenant = await newTenant(db)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 20 }, async (_, number) => {
      const attributes = { email: `c${number % 3}@example.com` }
      const id = await transact(db, tx => create(tx, tenant, { attributes }))
      await transact(db, tx => deleteContact(tx, tenant, id, undefined, at))
    }),
  )
  for (const outcome of outcomes)
    if (outcome.status === 'rejected')
      assert.match(outcome.reason.code, /^contact-(key-exists|being-created)$/)
  assert.equal(await countContacts(db, tenant), 0)
})

test('approved contacts count, of all types or of one', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await create(tx, tenant)
    await create(tx, tenant, { contactType: 'Contact' })
    await create(tx, tenant, { contactType: 'Contact', attributes: { email: 'bo@example.com' } })
    await create(tx, tenant, { createAsUnapproved: true, attributes: { email: 'bo@example.com' } })
    assert.equal(await countContacts(tx, tenant), 3)
    assert.equal(await countContacts(tx, tenant, 'member'), 1)
    assert.equal(await countContacts(tx, tenant, 'Contact'), 2)
    assert.equal(await countContacts(tx, await newTenant(tx)), 0)
    await refuses(countContacts(tx, tenant, 'VIP'), 'contact-type-unknown')
  }))
