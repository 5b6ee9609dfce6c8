import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { addSchema } from '../../../test/kit/activity.ts'
import { newTenant, type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { compilePattern } from '../schemas/pattern.ts'
import { matchContacts } from './match-contacts.ts'
import { fulfilsRule, type NaiveContact } from './naive-reference.ts'
import { largest, toPostgres } from './pattern.ts'
import { present, randomContacts, randomRules, schemaNames, storeNames, zone } from './random-rules.ts'
import { addressKinds } from './rule-standing.ts'

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
          source: contact.source,
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
  const addresses = each(({ openAddresses }, contact_id) =>
    (['email', 'sms'] as const).map(channel => ({
      isOpen: openAddresses.includes(channel),
      channel,
      key: {
        tenant_id,
        contact_id,
        contact_type: 'Member',
        kind: addressKinds[channel],
        value: `${channel} ${contact_id}`,
        is_unique: false,
      },
    })),
  )
  await insert(
    'contact_keys',
    addresses.map(({ key }) => key),
  )
  await insert(
    'message_suppressions',
    addresses.flatMap(({ isOpen, channel, key }) =>
      isOpen ? [] : [{ tenant_id, channel, address: key.value, reason: 'manual', created_at: present }],
    ),
  )
  await insert(
    'contact_devices',
    each(({ openAddresses }, contact_id) =>
      openAddresses.includes('push')
        ? [{ tenant_id, id: newId(), contact_id, channel: 'push', address: contact_id, created_at: present }]
        : [],
    ),
  )
  await insert(
    'content_visits',
    each(({ visits }, contact_id) =>
      Object.entries(visits).map(([channel, visited_at]) => ({ tenant_id, contact_id, channel, visited_at })),
    ),
  )
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
      messages.map(({ sendId, what, channel, templateId, at }) => ({
        tenant_id,
        id: newId(),
        seq: 1,
        type: `message.${what}`,
        contact_id,
        at,
        data: JSON.stringify({ sendId, channel, templateId }),
      })),
    ),
  )
}

test('the database reads a pattern as ECMA-262 does, and never long', async () => {
  const piece = fc.constantFrom('a', 'b', 'é', '𝄞', '.', '\\d', '\\W', '\\s', '[^b]', '[a-c]', '[^]', '[]')
  const times = fc.constantFrom('', '?', '*', '+', '{2}', '{0,3}', '{1,}', '*?')
  const part = fc.tuple(piece, times).map(([one, repeat]) => one + repeat)
  const group = fc
    .tuple(fc.array(part, { maxLength: 3 }), times)
    .map(([parts, repeat]) => (parts.length === 0 ? '' : `(${parts.join('|')})${repeat}`))
  const pattern = fc
    .tuple(
      fc.constantFrom('', '^'),
      fc.array(fc.oneof(part, group), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '$'),
    )
    .map(([from, parts, to]) => from + parts.join('') + to)
    .filter(source => source !== '')
  const texts = ['', 'a', 'ab', 'ba', 'é𝄞', 'abc', 'x1', ' \n', 'aaaa', 'b b']
  const patterns = fc.sample(pattern, 400).filter(source => {
    try {
      return compilePattern(source, largest).size > 0
    } catch {
      return false
    }
  })
  const ask = async (sources: readonly string[], subjects: readonly string[]) => {
    const { rows } = await database.pool.query<{ source: number; matched: boolean[] }>(
      `select n as source, array(select subject collate "C" ~ pattern
         from unnest($2::text[]) with ordinality as given (subject, place) order by place) as matched
       from unnest($1::text[]) with ordinality as given (pattern, n) order by n`,
      [sources.map(toPostgres), subjects],
    )
    return rows.map(({ matched }) => matched)
  }
  const found = await ask(patterns, texts)
  for (const [n, source] of patterns.entries())
    assert.deepEqual(
      found[n],
      texts.map(text => new RegExp(source, 'u').test(text)),
      source,
    )

  const hostile = [
    '(a?){49}a{49}',
    '(?:(?:a*)*b?){30}',
    '(?:a|aa|[ab]){30}$',
    '^(?:[^]?[^]?){20}c',
    '(?:.*a){30}',
  ]
  await ask(hostile, ['a'.repeat(5000), 'ab'.repeat(2000)])
})

test('the SQL of any rule agrees with what the rule means, over any histories', async () => {
  const tenant = await newTenant(db)
  const contacts = new Map(
    fc.sample(randomContacts, { numRuns: 150, seed: 7 }).map(contact => [newId(), contact] as const),
  )
  await transact(db, tx => changeSettings(tx, tenant, { timeZone: zone }, 'test', new Date()))
  await write(tenant, contacts)
  await database.pool.query('analyze')
  await fc.assert(
    fc.asyncProperty(randomRules(), async rule => {
      const matched = await matchContacts(db, tenant.id, rule, [...contacts.keys()], present)
      const expected = [...contacts].flatMap(([id, contact]) =>
        fulfilsRule(rule, contact, { now: present, zone }) ? [id] : [],
      )
      assert.deepEqual([...matched].sort(), expected.sort())
    }),
    { numRuns: Number(process.env.PARLEY_TEST_RUNS ?? 100) },
  )
})
