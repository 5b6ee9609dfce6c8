import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { systemClock } from '../../kernel/clock.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { addContactJob } from './add-contact-job.ts'
import type { JobKind, JobRow } from './contact-job.ts'
import { createContact } from './create-contact.ts'
import { findContactByKey } from './find-contact-by-key.ts'
import { readContactJob } from './read-contact-job.ts'
import { forgetOldJobs, type JobWorker, workOnJobs } from './work-contact-jobs.ts'

const { db, close } = await testDatabase()
after(close)

const clock = systemClock()
const errors: unknown[] = []
const worker: JobWorker = { db, clock, onWritten: () => {}, onError: error => errors.push(error) }

async function finish() {
  while (await workOnJobs(worker));
}

const row = (email: unknown, more: object = {}): JobRow => ({ attributes: { email, ...more } })
const people = (count: number, from = 0) =>
  Array.from({ length: count }, (_, number) =>
    row(`p${from + number}@example.com`, { firstName: `P${from + number}` }),
  )

const add = (tenant: Tenant, rows: readonly JobRow[], kind: JobKind = 'create', contactType?: string) =>
  transact(db, tx => addContactJob(tx, tenant, { kind, contactType, rows }, clock.now(tenant)))

const read = (tenant: Tenant, email: string, type = 'Member') =>
  findContactByKey(db, tenant, type, { text: email }, clock.wall())

async function countOf(tenant: Tenant, table: 'contacts' | 'contact_job_chunks') {
  const { rows } = await sql<{ count: number }>`
    select count(*) from ${sql.table(table)} where tenant_id = ${tenant.id}`.execute(db)
  return rows[0]!.count
}

const eventsOf = (tenant: Tenant, type: string) =>
  db
    .selectFrom('events')
    .select(['seq', 'contact_id', 'data'])
    .where('tenant_id', '=', tenant.id)
    .where('type', '=', type)
    .orderBy('seq')
    .execute()

test('four thousand contacts are made, each whole, in the order given and once', async () => {
  const tenant = await newTenant(db)
  const rows = people(4000).map(each => ({
    ...each!,
    preferences: { email: true },
    consents: [{ id: 'terms', value: true }],
  }))
  const id = await add(tenant, rows)
  assert.deepEqual(await readContactJob(db, tenant, id), {
    id,
    state: 'pending',
    total: 4000,
    succeeded: 0,
    failed: 0,
    refusals: [],
  })
  await workOnJobs(worker)
  assert.deepEqual((await readContactJob(db, tenant, id)).state, 'processing')
  await finish()
  const job = await readContactJob(db, tenant, id)
  assert.deepEqual([job.state, job.succeeded, job.failed], ['completed', 4000, 0])
  assert.equal(await countOf(tenant, 'contacts'), 4000)
  for (const number of [0, 1999, 3999]) {
    const contact = await read(tenant, `p${number}@example.com`)
    assert.deepEqual(contact.attributes, {
      email: `p${number}@example.com`,
      firstName: `P${number}`,
      memberNumber: String(100_001 + number),
    })
    assert.equal(contact.approved, true)
    assert.deepEqual(contact.preferences, { email: true })
    assert.equal(contact.consents.length, 1)
  }
  const events = await eventsOf(tenant, 'contact.created')
  assert.deepEqual([events.length, events.at(-1)?.seq], [4000, 4000])
  assert.deepEqual(errors, [])
})

test('rows with faults fail alone, each with its place and its reason', async () => {
  const tenant = await newTenant(db)
  const known = await transact(db, tx =>
    createContact(
      tx,
      tenant,
      { attributes: { email: 'known@example.com' }, createAsUnapproved: false },
      clock.wall(),
    ),
  )
  const waiting = await transact(db, tx =>
    createContact(
      tx,
      tenant,
      { attributes: { email: 'waiting@example.com' }, createAsUnapproved: true },
      clock.wall(),
    ),
  )
  const id = await add(tenant, [
    row('a@example.com', { memberNumber: 'M1' }),
    row('none'),
    row(' KNOWN@example.com'),
    null,
    row('A@example.com'),
    row('b@example.com', { memberNumber: 'M1' }),
    { ...row('c@example.com')!, contactType: 'VIP' },
    { ...row('d@example.com')!, contactType: 'contact' },
    row('waiting@example.com', { firstName: 'W' }),
    row('waiting@example.com', { firstName: 'X' }),
    row('e@example.com', { 'a\0b': 1, x: '\ud800' }),
    { attributes: {} },
    row('f@example.com', { memberNumber: '100003' }),
    row('g@example.com'),
  ])
  await finish()
  const job = await readContactJob(db, tenant, id)
  assert.deepEqual([job.state, job.total, job.succeeded, job.failed], ['completed', 14, 5, 9])
  const a = await read(tenant, 'a@example.com')
  assert.deepEqual(
    job.refusals.map(({ index, code, data }) => [index, code, (data as { contactId?: string }).contactId]),
    [
      [1, 'contact-invalid', undefined],
      [2, 'contact-key-exists', known.id],
      [3, 'contact-invalid', undefined],
      [4, 'contact-key-exists', a.id],
      [5, 'contact-key-exists', a.id],
      [6, 'contact-type-unknown', undefined],
      [9, 'contact-key-exists', waiting.id],
      [10, 'contact-invalid', undefined],
      [11, 'contact-invalid', undefined],
    ],
  )
  assert.equal((await read(tenant, 'd@example.com', 'Contact')).contactType, 'Contact')
  const taken = await read(tenant, 'waiting@example.com')
  assert.deepEqual([taken.id, taken.approved, taken.attributes.firstName], [waiting.id, true, 'W'])
  assert.equal((await read(tenant, 'f@example.com')).attributes.memberNumber, '100003')
  const numbers = [await read(tenant, 'd@example.com', 'Contact'), await read(tenant, 'g@example.com')]
  assert.deepEqual(
    numbers.map(contact => contact.attributes.memberNumber),
    ['100004', '100005'],
  )
})

test('many are updated, one after another, known by the key of their type', async () => {
  const tenant = await newTenant(db)
  await add(tenant, people(3))
  await finish()
  const id = await add(
    tenant,
    [
      row('P0@example.com', { firstName: 'One', city: 'Umeå' }),
      row('p0@example.com', { firstName: 'Two' }),
      row('nobody@example.com', { firstName: 'X' }),
      row('p1@example.com', { memberNumber: '100001' }),
      row('p1@example.com', { firstName: null }),
      { attributes: { firstName: 'No key' } },
      { ...row('p2@example.com')!, preferences: { sms: true }, consents: [{ id: 'ads', value: true }] },
      row('p2@example.com'),
      row('p1@example.com', { mobilePhone: '1' }),
      null,
    ],
    'update',
  )
  await finish()
  const job = await readContactJob(db, tenant, id)
  assert.deepEqual(
    job.refusals.map(({ index, code }) => [index, code]),
    [
      [2, 'contact-not-found'],
      [3, 'contact-key-exists'],
      [5, 'contact-invalid'],
      [8, 'contact-invalid'],
      [9, 'contact-invalid'],
    ],
  )
  const [first, second, third] = [
    await read(tenant, 'p0@example.com'),
    await read(tenant, 'p1@example.com'),
    await read(tenant, 'p2@example.com'),
  ]
  assert.deepEqual([first.attributes.firstName, first.attributes.city], ['Two', 'Umeå'])
  assert.equal(second.attributes.firstName, null)
  assert.deepEqual([third.preferences, third.consents.length], [{ sms: true }, 1])
  const told = (await eventsOf(tenant, 'contact.updated')).map(event => event.data.attributes)
  assert.deepEqual(told, [['firstName', 'city'], [], ['firstName'], ['firstName']])
})

test('a worker that stops between chunks or dies within one repeats no row and loses none', async () => {
  const tenant = await newTenant(db)
  const id = await add(tenant, people(1600))
  const stopping = new AbortController()
  await workOnJobs({ ...worker, onWritten: () => stopping.abort() }, stopping.signal)
  assert.equal((await readContactJob(db, tenant, id)).succeeded, 500)

  const dying: JobWorker = {
    ...worker,
    clock: {
      ...clock,
      now() {
        throw Object.assign(new Error('the machine lost its power'), { code: 'ECONNRESET' })
      },
    },
  }
  await assert.rejects(workOnJobs(dying), /power/)
  assert.equal((await readContactJob(db, tenant, id)).succeeded, 500)
  assert.equal(await countOf(tenant, 'contacts'), 500)

  await finish()
  const job = await readContactJob(db, tenant, id)
  assert.deepEqual([job.state, job.succeeded, job.failed], ['completed', 1600, 0])
  assert.equal(await countOf(tenant, 'contacts'), 1600)
  assert.equal(await countOf(tenant, 'contact_job_chunks'), 0)
  const { rows } = await sql<{
    numbers: number
  }>`select count(distinct value)::int as numbers from contact_keys
    where tenant_id = ${tenant.id} and kind = 'memberNumber'`.execute(db)
  assert.equal(rows[0]?.numbers, 1600)
})

test('several workers at once do each chunk once', async () => {
  const tenant = await newTenant(db)
  const id = await add(tenant, people(2200))
  await Promise.all([finish(), finish(), finish()])
  const job = await readContactJob(db, tenant, id)
  assert.deepEqual([job.state, job.succeeded], ['completed', 2200])
  assert.equal(await countOf(tenant, 'contacts'), 2200)
  assert.equal((await eventsOf(tenant, 'contact.created')).length, 2200)
})

test('tenants take turns, and the jobs of one are done in the order in which they came', async () => {
  const [large, small] = [await newTenant(db), await newTenant(db)]
  const first = await add(large, people(1200))
  const second = await add(large, people(10), 'update')
  const other = await add(small, people(10))
  await workOnJobs(worker)
  assert.equal((await readContactJob(db, small, other)).state, 'completed')
  assert.equal((await readContactJob(db, large, first)).state, 'processing')
  await finish()
  assert.deepEqual((await readContactJob(db, large, second)).succeeded, 10)
})

test('a row that the database refuses for a reason nobody foresaw fails alone', async () => {
  const tenant = await newTenant(db)
  await sql`create function refuse_boom() returns trigger language plpgsql as $$
    begin
      if new.value = 'boom@example.com' then raise exception 'boom'; end if;
      return new;
    end $$`.execute(db)
  await sql`create trigger refuse_boom before insert on contact_keys for each row execute function refuse_boom()`.execute(
    db,
  )
  errors.length = 0
  try {
    const id = await add(tenant, [row('a@example.com'), row('boom@example.com'), row('b@example.com')])
    await finish()
    const job = await readContactJob(db, tenant, id)
    assert.deepEqual([job.state, job.succeeded], ['completed', 2])
    assert.deepEqual(
      job.refusals.map(({ index, code }) => [index, code]),
      [[1, 'contact-row-failed']],
    )
    assert.equal(await countOf(tenant, 'contacts'), 2)
    assert.equal(errors.length, 2, 'it is told to the operator')
  } finally {
    await sql`drop trigger refuse_boom on contact_keys`.execute(db)
  }
})

test('what the planner knows of the tables of contacts keeps up with a large job', async () => {
  const tenant = await newTenant(db)
  const tables = ['contacts', 'contact_keys', 'contact_preferences', 'contact_consents']
  await sql`update pg_class set relpages = 1, reltuples = 5 where relname = any(${tables}::text[])`.execute(
    db,
  )
  const rows = people(4000).map(each => ({
    ...each!,
    preferences: { email: true },
    consents: [{ id: 'terms', value: true }],
  }))
  await add(tenant, rows)
  await finish()
  const { rows: known } = await sql<{ name: string; rows: number }>`select relname as name, reltuples as rows
    from pg_class where relname = any(${tables}::text[])`.execute(db)
  assert.equal(known.length, 4)
  for (const table of known) assert.ok(table.rows > 500, `${table.rows} rows of ${table.name} are known`)
})

test('a job without rows, with too many or of an unknown type is not taken', async () => {
  const tenant = await newTenant(db)
  const refuses = (work: Promise<unknown>, code: string) =>
    assert.rejects(work, (error: DomainError) => error.code === code)
  await refuses(add(tenant, []), 'contact-empty')
  await refuses(add(tenant, people(4001)), 'input-invalid')
  await refuses(add(tenant, people(1), 'create', 'VIP'), 'contact-type-unknown')
  assert.equal(await countOf(tenant, 'contact_job_chunks'), 0)
})

test('a tenant for whom too much is waiting must wait, and no other', async () => {
  const [tenant, other] = [await newTenant(db), await newTenant(db)]
  const input = { kind: 'create', contactType: undefined, rows: people(501) } as const
  const addOne = (to: Tenant) => transact(db, tx => addContactJob(tx, to, input, clock.now(to), 3))
  await addOne(tenant)
  await addOne(tenant)
  await assert.rejects(addOne(tenant), (error: DomainError) => error.code === 'contact-jobs-full')
  await addOne(other)
  await finish()
  await addOne(tenant)
  await finish()
})

test('a job is its own tenant’s, and is forgotten thirty days after it was made', async () => {
  const [tenant, stranger] = [await newTenant(db), await newTenant(db)]
  const id = await add(tenant, people(1))
  await finish()
  await assert.rejects(readContactJob(db, stranger, id), /no batch/)
  await forgetOldJobs(db)
  assert.equal((await readContactJob(db, tenant, id)).state, 'completed')
  const old = `018f0000${id.slice(8)}`
  await sql`update contact_jobs set id = ${old} where id = ${id}`.execute(db)
  await forgetOldJobs(db)
  await assert.rejects(readContactJob(db, tenant, old), /no batch/)
})
