import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { eventually } from '../../../test/kit/eventually.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { createLogSignal } from '../../storage/log/signal.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { createContactIntake } from './contact-intake.ts'
import { readContactRules } from './contact-rules.ts'
import { prepareContact } from './create-contacts.ts'

const { kind, db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const isOnServer = kind === 'server'

function open(mostPerBatch = 100) {
  const told: string[] = []
  const failed: unknown[] = []
  const signal = createLogSignal()
  signal.listen('events', ids => void told.push(...ids))
  const options = { flights: 3, mostPerBatch, onError: (error: unknown) => void failed.push(error) }
  return { told, failed, intake: createContactIntake(db, signal, options) }
}

const wish = (attributes: object, rest: object = {}) => ({
  input: { attributes: { ...attributes }, createAsUnapproved: false, ...rest },
  at,
})
const person = (number: number | string) => wish({ email: `person${number}@example.com` })
const numbers = (length: number) => Array.from({ length }, (_, number) => number)

/** The transactions that wrote the tenant's contacts, and how many each wrote. */
async function commitsOf(tenant: Tenant): Promise<number[]> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int from contacts where tenant_id = ${tenant.id}
    group by xmin order by 1`.execute(db)
  return rows.map(row => row.count)
}

const codeOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'fulfilled' ? 'made' : (result.reason as DomainError).code

/** Holds up whoever writes contacts of the tenant, until it is released. */
async function holdWriters(tenant: Tenant): Promise<() => Promise<void>> {
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const done = db.transaction().execute(async tx => {
    await lockEvents(tx, [tenant.id])
    held.resolve()
    await release.promise
  })
  await held.promise
  return () => {
    release.resolve()
    return done
  }
}

/** Resolves when some session waits for a lock. */
const somebodyWaits = () =>
  eventually(async () => {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows[0]
  })

test('contacts that are asked for at once are committed together, each with a member number of its own', async () => {
  const tenant = await newTenant(db)
  const { intake, told } = open()
  const contacts = await Promise.all(numbers(20).map(number => intake.create(tenant, person(number))))
  assert.deepEqual(
    contacts.map(({ attributes }) => [attributes.email, attributes.memberNumber]),
    numbers(20).map(number => [`person${number}@example.com`, String(100_001 + number)]),
  )
  assert.deepEqual(await commitsOf(tenant), [20])
  assert.deepEqual(told, [tenant.id])
})

test('a batch has an end, and tenants have batches of their own', async () => {
  const [one, other] = [await newTenant(db), await newTenant(db)]
  const { intake } = open(8)
  await Promise.all(
    numbers(20).flatMap(number => [one, other].map(tenant => intake.create(tenant, person(number)))),
  )
  for (const tenant of [one, other]) assert.deepEqual(await commitsOf(tenant), [4, 8, 8])
})

test('of many with one key in a batch the first is made, and the others hear whose the key is', async () => {
  const tenant = await newTenant(db)
  const { intake } = open()
  const outcomes = await Promise.allSettled(numbers(10).map(() => intake.create(tenant, person('ada'))))
  const [first, ...others] = outcomes
  assert.ok(first?.status === 'fulfilled')
  for (const other of others) {
    assert.equal(codeOf(other), 'contact-key-exists')
    const { data } = (other as PromiseRejectedResult).reason as DomainError
    assert.deepEqual(data, { contactId: first.value.id, kind: 'email' })
  }
  assert.deepEqual(await commitsOf(tenant), [1])
})

test('each of a mixed batch has its own outcome', async () => {
  const tenant = await newTenant(db)
  const { intake } = open()
  const unapproved = await intake.create(tenant, {
    ...person('later'),
    input: { ...person('later').input, createAsUnapproved: true },
  })
  await intake.create(tenant, wish({ email: 'there@example.com', memberNumber: 'M1' }))
  const outcomes = await Promise.allSettled(
    [
      person(1),
      wish({}),
      wish({ email: 'none' }),
      person('later'),
      wish({ email: 'a@example.com' }, { contactType: 'VIP' }),
      wish({ email: 'there@example.com' }),
      wish({ email: 'b@example.com', memberNumber: 'M1' }),
      person(2),
    ].map(each => intake.create(tenant, each)),
  )
  assert.deepEqual(outcomes.map(codeOf), [
    'made',
    'contact-empty',
    'contact-invalid',
    'made',
    'contact-type-unknown',
    'contact-key-exists',
    'contact-key-exists',
    'made',
  ])
  const [, , , taken] = outcomes as PromiseFulfilledResult<{ id: string; approved: boolean }>[]
  assert.deepEqual([taken!.value.id, taken!.value.approved], [unapproved.id, true])
})

test('one that the database cannot take does not pull the others down', async () => {
  const tenant = await newTenant(db)
  const { intake } = open()
  const rules = await readContactRules(db, tenant)
  const contact = prepareContact(person('poison').input, rules, at)
  const attributes = { ...contact.checked.attributes, note: '\u0000' }
  const poison = {
    ...person('poison'),
    checked: { rules, contact: { ...contact, checked: { ...contact.checked, attributes } } },
  }
  const wishes = [person(1), person(2), poison, person(3), person(4)]
  const outcomes = await Promise.allSettled(wishes.map(each => intake.create(tenant, each)))
  assert.deepEqual(outcomes.map(codeOf), ['made', 'made', '22P05', 'made', 'made'])
  const { rows } = await sql<{
    emails: string[]
  }>`select array_agg(attributes ->> 'email' order by 1) as emails
    from contacts where tenant_id = ${tenant.id}`.execute(db)
  assert.deepEqual(
    rows[0]!.emails.sort(),
    [1, 2, 3, 4].map(number => `person${number}@example.com`),
  )
})

test('one that takes too long is not made, and those that wait with it are', async () => {
  const tenant = await newTenant(db)
  const { intake, failed } = open()
  const release = await holdWriters(tenant)
  const late = intake.create(tenant, person('late'), 20)
  const patient = intake.create(tenant, person('patient'), 60_000)
  await assert.rejects(late, { code: 'contact-creation-too-slow' })
  await release()
  assert.equal((await patient).attributes.memberNumber, '100001')
  await intake.drain()
  assert.deepEqual(await commitsOf(tenant), [1])
  assert.deepEqual(failed, [])
  assert.equal((await intake.create(tenant, person('late'))).attributes.memberNumber, '100002')
})

test('one that has not left when its time is over is not made either', async () => {
  const tenant = await newTenant(db)
  const { intake } = open(1)
  const release = await holdWriters(tenant)
  const first = intake.create(tenant, person('first'))
  await assert.rejects(intake.create(tenant, person('late'), 20), { code: 'contact-creation-too-slow' })
  await release()
  await first
  await intake.drain()
  assert.deepEqual(await commitsOf(tenant), [1])
})

test('whoever comes with a key that is being written hears so at once, and others wait', {
  skip: !isOnServer && 'the embedded database has one connection: nothing is begun while it is held',
}, async () => {
  const tenant = await newTenant(db)
  const { intake } = open()
  const release = await holdWriters(tenant)
  const first = intake.create(tenant, person('ada'))
  await somebodyWaits()
  await assert.rejects(intake.create(tenant, wish({ email: ' Personada@example.com ' })), {
    code: 'contact-being-created',
  })
  const other = intake.create(tenant, person('bo'))
  await release()
  const { id } = await first
  assert.notEqual((await other).id, id)
  await assert.rejects(intake.create(tenant, person('ada')), { code: 'contact-key-exists' })
})

test('two processes that make one contact make one', async () => {
  const tenant = await newTenant(db)
  const [one, other] = [open().intake, open().intake]
  const wishes = numbers(20).map(number => person(number))
  const outcomes = await Promise.allSettled(
    wishes.flatMap(each => [one.create(tenant, each), other.create(tenant, each)]),
  )
  assert.equal(outcomes.filter(outcome => outcome.status === 'fulfilled').length, 20)
  for (const outcome of outcomes) assert.match(codeOf(outcome), /^(made|contact-(key-exists|being-created))$/)
  const { rows } = await sql<{ count: number }>`select count(*)::int from contacts
    where tenant_id = ${tenant.id}`.execute(db)
  assert.equal(rows[0]!.count, 20)
})
