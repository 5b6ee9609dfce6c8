import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import pg from 'pg'
import { type Activity, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { newId } from '../../kernel/ids.ts'
import { kyselyOver } from '../../storage/driver.ts'
import { createLogSignal } from '../../storage/log/signal.ts'
import { createPipelines } from '../../storage/pipelines.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { createIntake } from './intake.ts'
import type { Submission } from './record-interactions.ts'

const { kind, db, pool, close } = await testDatabase()
after(close)

function open(options: { flights?: number; mostPerBatch?: number } = {}, database = db) {
  const sizes: number[] = []
  const signals: string[] = []
  const signal = createLogSignal()
  for (const log of ['interactions', 'events'] as const)
    signal.listen(log, ids => signals.push(...[...ids].map(id => `${log} ${id}`)))
  const onBatch = (size: number) => void sizes.push(size)
  return {
    sizes,
    signals,
    intake: createIntake(database, signal, {
      flights: 3,
      mostPerBatch: 500,
      ...(database === db && { pipelines: createPipelines({ db, pool }) }),
      onBatch,
      ...options,
    }),
  }
}

const stored = (activity: Activity) =>
  db
    .selectFrom('interactions')
    .select(['id', 'seq'])
    .where('tenant_id', '=', activity.tenant.id)
    .orderBy('seq')
    .execute()

/** Checked and valid, and yet nothing that the database takes. */
function poison({ interaction }: Activity): Submission {
  const { prepared, receivedAt } = interaction()
  return { prepared: { ...prepared, payload: '{"page":"\\u0000"}' }, receivedAt }
}

test('what comes at once is written in one batch, in the order in which it came', async () => {
  const activity = await newActivity(db)
  const { intake, sizes, signals } = open()
  const submissions = Array.from({ length: 50 }, () => activity.interaction())
  const outcomes = await Promise.all(submissions.map(intake.record))
  assert.deepEqual(
    outcomes,
    submissions.map(({ prepared: { id, createdDate } }) => ({ kind: 'stored', id, createdDate })),
  )
  assert.deepEqual(
    await stored(activity),
    submissions.map(({ prepared }, index) => ({ id: prepared.id, seq: index + 1 })),
  )
  assert.deepEqual(sizes, [50])
  assert.deepEqual(signals, [`interactions ${activity.tenant.id}`])
})

test('a batch has an end, by number and by length', async () => {
  const activity = await newActivity(db)
  const many = open({ mostPerBatch: 10, flights: 1 })
  await Promise.all(Array.from({ length: 25 }, () => many.intake.record(activity.interaction())))
  assert.deepEqual(many.sizes, [10, 10, 5])

  const long = open({ flights: 1 })
  const body = JSON.stringify({ page: 'x'.repeat(3_000_000) })
  const interaction = () => activity.interaction({ page: '/' }, { body })
  await Promise.all([1, 2, 3, 4, 5].map(() => long.intake.record(interaction())))
  assert.ok(long.sizes.length > 1, `${long.sizes}`)
  assert.equal((await stored(activity)).length, 30)
})

test('each of a mixed batch has its own outcome, and tenants have numbers of their own', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const noSchema = { ...one.schema, key: newId() }
  const submissions = [
    one.interaction({ page: '/1' }),
    other.interaction({ page: '/1' }),
    one.interaction({ page: 7 }),
    one.interaction({ page: '/2' }, { contactId: newId() }),
    one.interaction({ page: 7 }, { contactId: newId() }),
    one.interaction({ page: '/3' }, { schema: noSchema }),
    one.interaction({ page: '/4' }, { contactId: other.contactId }),
    one.interaction({ page: '/5' }, { schema: other.schema }),
    other.interaction({}),
    one.interaction({ page: '/6' }),
    one.interaction({ page: 7 }, { schema: noSchema }),
  ]
  const { intake, sizes, signals } = open()
  const outcomes = await Promise.all(submissions.map(intake.record))
  assert.deepEqual(
    outcomes.map(outcome => outcome.kind),
    [
      'stored',
      'stored',
      'rejected',
      'contact missing',
      'contact missing',
      'schema missing',
      'contact missing',
      'schema missing',
      'rejected',
      'stored',
      'schema missing',
    ],
  )
  assert.deepEqual(sizes.sort(), [2, 9], 'a batch is of one tenant')
  const numbered = async (activity: Activity) => (await stored(activity)).map(row => row.seq)
  assert.deepEqual([await numbered(one), await numbered(other)], [[1, 2], [1]])

  const rejected = await db
    .selectFrom('rejected_interactions')
    .selectAll()
    .where('tenant_id', '=', one.tenant.id)
    .execute()
  const { prepared, receivedAt } = submissions[2]!
  assert.deepEqual(rejected, [
    {
      tenant_id: one.tenant.id,
      id: prepared.id,
      contact_id: one.contactId,
      schema_key: one.schema.key,
      schema_version: 1,
      faults: [{ field: 'page', message: 'must be a string' }],
      body: '{"page":7}',
      received_at: receivedAt,
    },
  ])
  const events = await db
    .selectFrom('events')
    .select(['seq', 'contact_id', 'data'])
    .where('tenant_id', '=', one.tenant.id)
    .where('type', '=', 'interaction.rejected')
    .execute()
  assert.deepEqual(events, [
    {
      seq: 3,
      contact_id: one.contactId,
      data: { rejectedId: prepared.id, schemaKey: one.schema.key },
    },
  ])
  const grown = [one, other].flatMap(({ tenant }) => [`interactions ${tenant.id}`, `events ${tenant.id}`])
  assert.deepEqual(signals.toSorted(), grown.toSorted())
})

test('one that the database cannot take pulls no other down', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const { intake } = open()
  const submissions = [
    one.interaction(),
    poison(one),
    other.interaction(),
    one.interaction({}),
    one.interaction(),
  ]
  const outcomes = await Promise.allSettled(submissions.map(intake.record))
  assert.deepEqual(
    outcomes.map(outcome => (outcome.status === 'fulfilled' ? outcome.value.kind : outcome.reason.code)),
    ['stored', '22P05', 'stored', 'rejected', 'stored'],
  )
  const [bad] = outcomes.filter(outcome => outcome.status === 'rejected')
  assert.ok(!isUnavailable(bad?.reason))
  assert.deepEqual(
    (await stored(one)).map(row => row.seq),
    [1, 2],
  )
})

test('an answer is given only for what is committed', async () => {
  const activity = await newActivity(db)
  const { intake } = open()
  const isThere = async (id: string) => {
    const { rows } = await pool.query('select 1 from interactions where id = $1', [id])
    return rows.length === 1
  }
  const seen = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      for (let tick = 0; tick < index % 7; tick++) await new Promise(setImmediate)
      const { prepared, receivedAt } = activity.interaction()
      await intake.record({ prepared, receivedAt })
      return isThere(prepared.id)
    }),
  )
  assert.ok(seen.every(Boolean))
})

if (kind === 'server')
  test('nothing is answered while the log cannot be written', async () => {
    const activity = await newActivity(db)
    const { intake } = open()
    const holder = await db.startTransaction().execute()
    await sql`select 1 from log_heads where tenant_id = ${activity.tenant.id} for update`.execute(holder)
    let answers = 0
    const recording = [activity.interaction(), activity.interaction({})].map(async submission => {
      await intake.record(submission)
      answers++
    })
    await until(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows.length > 0
    })
    assert.equal(answers, 0)
    await holder.rollback().execute()
    await Promise.all(recording)
    assert.equal(answers, 2)
  })

test('a drain waits for all that is under way', async () => {
  const activity = await newActivity(db)
  const { intake } = open({ mostPerBatch: 3, flights: 2 })
  await intake.drain()
  let answered = 0
  const count = () => {
    answered++
  }
  for (let number = 0; number < 20; number++) intake.record(activity.interaction()).then(count)
  intake.record(poison(activity)).catch(count)
  await Promise.all([intake.drain(), intake.drain()])
  assert.equal(answered, 21)
  await intake.drain()
})

test('many that wait are pressure, a few are not, and it is over soon after the last', async () => {
  const activity = await newActivity(db)
  const { intake } = open()
  for (let n = 0; n < 20; n++) await intake.record(activity.interaction())
  assert.equal(intake.isPressed(), false)
  await until(async () => {
    await Promise.all(Array.from({ length: 40 }, () => intake.record(activity.interaction())))
    return intake.isPressed()
  })
  await until(() => !intake.isPressed())
})

test('each is answered once, whether few or many have come meanwhile', async () => {
  const activity = await newActivity(db)
  for (const crowd of [10, 100]) {
    const { intake } = open()
    const ids: string[] = []
    const client = async () => {
      for (let n = 0; n < 5; n++) {
        const submission = activity.interaction()
        const outcome = await intake.record(submission)
        assert.deepEqual(
          [outcome.kind, outcome.kind === 'stored' && outcome.id],
          ['stored', submission.prepared.id],
        )
        ids.push(submission.prepared.id)
      }
    }
    await Promise.all(Array.from({ length: crowd }, client))
    assert.equal(new Set(ids).size, crowd * 5)
  }
  assert.equal((await stored(activity)).length, 550)
})

test('with the database away every one of a batch is told so, and those that come later too', async () => {
  const activity = await newActivity(db)
  const away = new pg.Pool({ host: '127.0.0.1', port: 1 })
  const { intake } = open({ mostPerBatch: 2 }, kyselyOver(away))
  for (const _ of ['at once', 'later']) {
    const submissions = [activity.interaction(), activity.interaction({}), activity.interaction()]
    const outcomes = await Promise.allSettled(submissions.map(intake.record))
    for (const outcome of outcomes) assert.ok(outcome.status === 'rejected' && isUnavailable(outcome.reason))
  }
  await intake.drain()
  await away.end()
})

if (kind === 'server')
  test('a batch whose connection breaks is told to be unavailable, and the next one is taken', async () => {
    const activity = await newActivity(db)
    const { intake } = open()
    const holder = await db.startTransaction().execute()
    await sql`select 1 from log_heads where tenant_id = ${activity.tenant.id} for update`.execute(holder)
    const recording = Promise.allSettled([1, 2].map(() => intake.record(activity.interaction())))
    await until(async () => {
      const { rows } = await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows.length > 0
    })
    for (const outcome of await recording)
      assert.ok(outcome.status === 'rejected' && isUnavailable(outcome.reason))
    await holder.rollback().execute()
    await until(() =>
      intake.record(activity.interaction()).then(
        outcome => outcome.kind === 'stored',
        () => false,
      ),
    )
    assert.deepEqual(
      (await stored(activity)).map(row => row.seq),
      [1],
    )
  })
