import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { createContact } from './create-contact.ts'
import type { NewContact } from './new-contact.ts'
import { readContact } from './read-contact.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')

function create(tx: Tx, tenant: Tenant, attributes: object, rest: Partial<NewContact> = {}) {
  const input = { attributes: { ...attributes }, createAsUnapproved: false, ...rest }
  return createContact(tx, tenant, input, at)
}

function refuses(work: Promise<unknown>, code: string, data?: object) {
  return assert.rejects(work, (error: DomainError) => {
    assert.equal(error.code, code)
    if (data) assert.deepEqual(error.data, data)
    return true
  })
}

const eventsOf = (tx: Tx, tenant: Tenant) =>
  tx
    .selectFrom('events')
    .select(['seq', 'type', 'contact_id', 'data', 'at'])
    .where('tenant_id', '=', tenant.id)
    .orderBy('seq')
    .execute()

test('a contact is stored with all that was said of it, and is read as it was answered', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const contact = await create(
      tx,
      tenant,
      { email: 'Ada@example.com', firstName: 'Ada', tags: ['a', { b: null }] },
      {
        contactType: 'member',
        preferences: { email: true, sms: false },
        consents: [{ id: 'terms', value: true, source: 'ecom', comment: 'checkout' }],
        source: 'pos',
        storeExternalId: 'store-7',
      },
    )
    assert.deepEqual(contact, {
      id: contact.id,
      contactType: 'Member',
      approved: true,
      attributes: {
        email: 'ada@example.com',
        firstName: 'Ada',
        tags: ['a', { b: null }],
        createdInStore: 'store-7',
        memberNumber: '100001',
      },
      preferences: { email: true, sms: false },
      consents: [{ id: 'terms', value: true, date: at, source: 'ecom', comment: 'checkout' }],
      source: 'pos',
      createdAt: at,
      modifiedAt: at,
      version: 1,
    })
    assert.deepEqual(await readContact(tx, tenant, contact.id.toUpperCase()), contact)
    assert.deepEqual(await eventsOf(tx, tenant), [
      {
        seq: 1,
        type: 'contact.created',
        contact_id: contact.id,
        data: { contactType: 'Member', approved: true },
        at,
      },
    ])
  }))

test('a contact may be made as unapproved, and with an id of the maker', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
    const contact = await create(tx, tenant, { email: 'a@example.com' }, { createAsUnapproved: true, id })
    assert.equal(contact.approved, false)
    assert.equal(contact.id, id)
    assert.deepEqual((await eventsOf(tx, tenant))[0]?.data, { contactType: 'Member', approved: false })
  }))

test('the newest answer to each consent is in force', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const consents = [
      { id: 'terms', value: false, date: '2025-02-01T00:00:00Z' },
      { id: 'terms', value: true, date: '2025-01-01T00:00:00Z' },
      { id: 'ads', value: true, date: '2025-01-01T00:00:00Z' },
      { id: 'ads', value: false, date: '2025-01-01T00:00:00Z' },
    ]
    const contact = await create(tx, tenant, { email: 'a@example.com' }, { consents })
    assert.deepEqual(
      contact.consents.map(({ id, value }) => [id, value]),
      [
        ['ads', false],
        ['terms', false],
      ],
    )
  }))

test('attributes named like what objects inherit come back', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const posted = JSON.parse('{"email":"a@example.com","__proto__":{"x":1},"constructor":1}')
    const { attributes } = await createContact(
      tx,
      tenant,
      { attributes: posted, createAsUnapproved: false },
      at,
    )
    assert.deepEqual(Object.keys(attributes).sort(), ['__proto__', 'constructor', 'email', 'memberNumber'])
  }))

test('member numbers count up from 100001 and skip those that are taken', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await create(tx, tenant, { email: 'a@example.com', memberNumber: '100001' })
    await create(tx, tenant, { email: 'b@example.com', memberNumber: '100002' }, { contactType: 'Contact' })
    const numbers = []
    for (const email of ['c@example.com', 'd@example.com'])
      numbers.push((await create(tx, tenant, { email })).attributes.memberNumber)
    assert.deepEqual(numbers, ['100003', '100004'])

    const other = await newTenant(tx)
    assert.equal((await create(tx, other, { email: 'a@example.com' })).attributes.memberNumber, '100001')
  }))

test('nothing at all makes no contact, and a type that is not known neither', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await refuses(create(tx, tenant, {}), 'contact-empty')
    const email = 'a@example.com'
    await refuses(create(tx, tenant, { email }, { contactType: 'VIP' }), 'contact-type-unknown', {
      contactType: 'VIP',
    })
    await refuses(create(tx, tenant, { email }, { contactType: 'a\0' }), 'contact-type-unknown')
    await refuses(create(tx, tenant, { email }, { contactType: 5 }), 'contact-invalid')
    await refuses(create(tx, tenant, {}, { contactType: 'Member' }), 'contact-invalid', {
      faults: [{ field: 'email', message: 'is required' }],
    })
    assert.deepEqual(await eventsOf(tx, tenant), [])
  }))

test('a key of the type belongs to one contact of the type, and the refusal says whose it is', async () => {
  const tenant = await newTenant(db)
  const first = await transact(db, tx => create(tx, tenant, { email: 'ada@example.com', memberNumber: 'M1' }))
  await refuses(
    transact(db, tx => create(tx, tenant, { email: ' ADA@example.com' })),
    'contact-key-exists',
    { contactId: first.id, kind: 'email' },
  )
  await refuses(
    transact(db, tx => create(tx, tenant, { email: 'bo@example.com', memberNumber: 'M1' })),
    'contact-key-exists',
    { contactId: first.id, kind: 'memberNumber' },
  )
  const other = await transact(db, tx =>
    create(tx, tenant, { email: 'ada@example.com' }, { contactType: 'contact' }),
  )
  assert.notEqual(other.id, first.id)
  const { count } = await db
    .selectFrom('contacts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenant.id)
    .executeTakeFirstOrThrow()
  assert.equal(count, 2, 'the refused ones left nothing')
})

test('a key that is not that of the type may be shared', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const mobilePhone = '+46701234567'
    await create(tx, tenant, { email: 'a@example.com', mobilePhone })
    await create(tx, tenant, { email: 'b@example.com', mobilePhone })
  }))

test('of many that want one key at once, one gets it and the others hear whose it is, or that it is being made', async () => {
  const tenant = await newTenant(db)
  const outcomes = await Promise.allSettled(
    Array.from({ length: 12 }, (_, number) =>
      transact(db, tx => {
        const memberNumber = number % 2 === 0 ? { memberNumber: `M${number % 4}` } : {}
        return create(tx, tenant, { email: 'ada@example.com', ...memberNumber })
      }),
    ),
  )
  const made = outcomes.flatMap(outcome => (outcome.status === 'fulfilled' ? [outcome.value.id] : []))
  assert.equal(made.length, 1)
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue
    const { code, data } = outcome.reason as DomainError
    if (code === 'contact-being-created') assert.deepEqual(data, { kind: 'email' })
    else assert.deepEqual([code, data], ['contact-key-exists', { contactId: made[0], kind: 'email' }])
  }
  await refuses(
    transact(db, tx => create(tx, tenant, { email: 'ada@example.com' })),
    'contact-key-exists',
    { contactId: made[0], kind: 'email' },
  )
})

test('contacts made at once have member numbers of their own', async () => {
  const tenant = await newTenant(db)
  const contacts = await Promise.all(
    Array.from({ length: 12 }, (_, number) =>
      transact(db, tx => create(tx, tenant, { email: `c${number}@example.com` })),
    ),
  )
  const numbers = contacts.map(contact => Number(contact.attributes.memberNumber))
  assert.deepEqual(
    numbers.sort(),
    Array.from({ length: 12 }, (_, number) => 100_001 + number),
  )
})
