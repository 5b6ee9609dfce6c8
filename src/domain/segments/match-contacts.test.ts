import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { addSchema } from '../../../test/kit/activity.ts'
import { newTenant, type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { matchContacts } from './match-contacts.ts'
import { fulfilsRule, type NaiveContact } from './naive-reference.ts'
import { present, randomContacts, randomRules, schemaNames, storeNames } from './random-rules.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await testDatabase()
  db = database.db
})
after(() => database.close())

/** Writes contacts and their histories straight into the tables, many at a time. */
async function write(tenant: Tenant, contacts: ReadonlyMap<string, NaiveContact>) {
  const tenant_id = tenant.id
  const keys = new Map<string, string>()
  for (const name of schemaNames) keys.set(name, (await addSchema(db, tenant, name)).key)
  const each = <T>(pick: (contact: NaiveContact, id: string) => readonly T[]) =>
    [...contacts].flatMap(([id, contact]) => pick(contact, id))
  await db
    .insertInto('contacts')
    .values(
      each((contact, id) => [
        {
          tenant_id,
          id,
          contact_type: contact.contactType,
          approved: contact.approved,
          attributes: JSON.stringify(contact.attributes),
          source: null,
          created_at: contact.createdAt,
          modified_at: contact.createdAt,
        },
      ]),
    )
    .execute()
  const insert = async (table: string, rows: object[]) => {
    // biome-ignore lint/suspicious/noExplicitAny: the rows are those of the table that is named.
    const query = db.insertInto(table as any) as any
    if (rows.length > 0) await query.values(rows).execute()
  }
  await insert(
    'contact_preferences',
    each(({ preferences }, contact_id) =>
      Object.entries(preferences).map(([channel, accepts]) => ({
        tenant_id,
        contact_id,
        channel,
        accepts,
        changed_at: present,
      })),
    ),
  )
  const answer = { tenant_id, source: null, comment: null, recorded_at: present }
  await insert(
    'contact_consents',
    each(({ consents }, contact_id) =>
      Object.entries(consents).flatMap(([consent_id, value]) => [
        { ...answer, contact_id, id: newId(), consent_id, value: !value, given_at: new Date(0) },
        { ...answer, contact_id, id: newId(), consent_id, value, given_at: present },
      ]),
    ),
  )
  await insert(
    'interactions',
    each(({ interactions }, contact_id) =>
      interactions.map(({ schema, at, payload }) => ({
        tenant_id,
        id: newId(),
        seq: 1,
        contact_id,
        schema_key: keys.get(schema),
        created_date: at,
        payload: JSON.stringify(payload),
        body_bundle: newId(),
        body_position: 0,
      })),
    ),
  )
  const store = {
    tenant_id,
    type: 'RETAIL',
    active: true,
    details: '{}',
    created_at: present,
    modified_at: present,
  }
  await insert(
    'stores',
    storeNames.map(name => ({ ...store, external_id: name, name })),
  )
  const bought = each(({ purchases }, contact_id) =>
    purchases.map(purchase => ({ id: newId(), contact_id, purchase })),
  )
  await insert(
    'receipts',
    bought.map(({ id, contact_id, purchase }) => ({
      tenant_id,
      id,
      unique_receipt_id: id,
      receipt_number: id,
      digest: Buffer.alloc(1),
      contact_id,
      store_external_id: purchase.store,
      created_date: purchase.at,
      currency: 'EUR',
      exchange_rate: '0.5',
      total_gross_price: String(purchase.amount * 2),
      total_net_price: '0',
      articles_bought: String(purchase.articles),
      has_purchase: purchase.hasPurchase,
      details: '{}',
      free_texts: null,
      registered_at: present,
    })),
  )
  const item = {
    tenant_id,
    type: 'PURCHASE',
    quantity: '1',
    gross_paid_price: '1',
    tax_amount: '0',
    tax_percent: '0',
    article_number: '',
    article_name: '',
    discounts: '[]',
  }
  await insert(
    'receipt_items',
    bought.flatMap(({ id, purchase }) =>
      purchase.skus.map((sku, position) => ({ ...item, receipt_id: id, position, sku })),
    ),
  )
  await insert(
    'events',
    each(({ messages }, contact_id) =>
      messages.map(({ what, channel, templateId, at }) => ({
        tenant_id,
        id: newId(),
        seq: 1,
        type: `message.${what}`,
        contact_id,
        at,
        data: JSON.stringify({ channel, templateId }),
      })),
    ),
  )
}

test('the SQL of any rule agrees with what the rule means, over any histories', async () => {
  const tenant = await newTenant(db)
  const contacts = new Map(
    fc.sample(randomContacts, { numRuns: 150, seed: 7 }).map(contact => [newId(), contact] as const),
  )
  await write(tenant, contacts)
  await database.pool.query('analyze')
  await fc.assert(
    fc.asyncProperty(randomRules(), async rule => {
      const matched = await matchContacts(db, tenant.id, rule, [...contacts.keys()], present)
      const expected = [...contacts].flatMap(([id, contact]) =>
        fulfilsRule(rule, contact, present) ? [id] : [],
      )
      assert.deepEqual([...matched].sort(), expected.sort())
    }),
    { numRuns: Number(process.env.PARLEY_TEST_RUNS ?? 100) },
  )
})
