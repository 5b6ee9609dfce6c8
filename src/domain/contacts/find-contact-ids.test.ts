import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { createContact } from './create-contact.ts'
import { type ContactSearch, findContactId, toCriteria } from './find-contact-ids.ts'

const { db, close } = await testDatabase()
after(close)

const now = new Date('2025-06-15T12:00:00Z')

async function create(tx: Tx, tenant: Tenant, attributes: object, contactType = 'Member'): Promise<string> {
  const input = { attributes: { ...attributes }, contactType, createAsUnapproved: false }
  return (await createContact(tx, tenant, input, now)).id
}

async function refusal(work: Promise<unknown>): Promise<DomainError> {
  try {
    await work
  } catch (error) {
    return error as DomainError
  }
  assert.fail('it was not refused')
}

const kindsOf = (search: ContactSearch) => toCriteria(search, now).map(({ kinds }) => kinds[0])

test('a text that may be any key is taken for the first it is a valid form of', () => {
  assert.deepEqual(kindsOf({ any: 'Ada@example.com' }), ['email'])
  assert.deepEqual(kindsOf({ any: '640823-3234' }), ['socialSecurityNumber'])
  assert.deepEqual(kindsOf({ any: '+46701234567' }), ['mobilePhone'])
  assert.deepEqual(kindsOf({ any: '0701234567' }), ['memberNumber'])
  assert.deepEqual(kindsOf({ any: '100234' }), ['memberNumber'])
  assert.deepEqual(kindsOf({ any: 'ada@' }), ['memberNumber'])
})

test('a contact is found by each of its keys, in any spelling', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const id = await create(tx, tenant, {
      email: 'ada@example.com',
      mobilePhone: '+46701234567',
      socialSecurityNumber: '19640823-3234',
      memberNumber: 'M1',
      externalId: 'crm-7',
    })
    await create(tx, tenant, { email: 'bo@example.com', externalId: 'crm-8' })
    const searches: ContactSearch[] = [
      { email: ' ADA@example.com' },
      { mobilePhone: '+46 (0)70-123 45 67' },
      { socialSecurityNumber: '6408233234' },
      { customKey: 'M1' },
      { customKey: ' crm-7' },
      { any: 'ada@example.com' },
      { any: '640823-3234' },
      { any: '+46701234567' },
      { any: 'crm-7' },
      { email: 'ada@example.com', contactType: 'MEMBER' },
      { email: 'ada@example.com', mobilePhone: '', any: 'M1' },
    ]
    for (const search of searches)
      assert.equal(await findContactId(tx, tenant, search, now), id, JSON.stringify(search))
  }))

test('all that is given must match', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const shared = { mobilePhone: '+46701234567' }
    const ada = await create(tx, tenant, { email: 'ada@example.com', ...shared })
    await create(tx, tenant, { email: 'bo@example.com', ...shared })
    assert.equal(await findContactId(tx, tenant, { email: 'ada@example.com', ...shared }, now), ada)
    const nobody = { email: 'ada@example.com', mobilePhone: '+46701234568' }
    const error = await refusal(findContactId(tx, tenant, nobody, now))
    assert.equal(error.code, 'contact-not-found')
  }))

test('several that match are told, one contact twice is not several', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const ids = [
      await create(tx, tenant, { email: 'ada@example.com', externalId: 'x', memberNumber: 'x' }),
      await create(tx, tenant, { email: 'ada@example.com' }, 'Contact'),
    ]
    const error = await refusal(findContactId(tx, tenant, { email: 'ada@example.com' }, now))
    assert.equal(error.code, 'multiple-matches')
    assert.deepEqual(error.data, { contactIds: ids })
    const search = { email: 'ada@example.com', contactType: 'contact' }
    assert.equal(await findContactId(tx, tenant, search, now), ids[1])
    assert.equal(await findContactId(tx, tenant, { customKey: 'x' }, now), ids[0])
  }))

test('no more than a hundred ids are told', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    for (let number = 0; number < 101; number++)
      await create(tx, tenant, { email: `c${number}@example.com`, externalId: 'household' })
    const error = await refusal(findContactId(tx, tenant, { customKey: 'household' }, now))
    assert.equal((error.data as { contactIds: string[] }).contactIds.length, 100)
  }))

test('a tenant finds its own contacts only', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    await create(tx, tenant, { email: 'ada@example.com' })
    const error = await refusal(findContactId(tx, await newTenant(tx), { email: 'ada@example.com' }, now))
    assert.equal(error.code, 'contact-not-found')
  }))

test('a search that cannot find anything says why', () =>
  inRolledBackTransaction(db, async tx => {
    const tenant = await newTenant(tx)
    const searches: [ContactSearch, string][] = [
      [{}, 'contact-search-invalid'],
      [{ email: ' ' }, 'contact-search-invalid'],
      [{ contactType: 'Member' }, 'contact-search-invalid'],
      [{ email: 'ada' }, 'email-invalid'],
      [{ mobilePhone: '0701234567' }, 'phone-invalid'],
      [{ socialSecurityNumber: '640823-3235' }, 'social-security-number-invalid'],
      [{ customKey: 'a\0b' }, 'contact-search-invalid'],
      [{ any: '\0' }, 'contact-search-invalid'],
      [{ any: 'x'.repeat(65536) }, 'contact-search-invalid'],
      [{ email: 'ada@example.com', contactType: 'VIP' }, 'contact-type-unknown'],
      [{ email: 'ada@example.com', contactType: '\0' }, 'contact-type-unknown'],
      [{ any: 'ada@example.com' }, 'contact-not-found'],
    ]
    for (const [search, code] of searches)
      assert.equal((await refusal(findContactId(tx, tenant, search, now))).code, code, code)
  }))
