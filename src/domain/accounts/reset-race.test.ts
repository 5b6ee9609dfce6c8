import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { testSnapshots } from '../../../test/kit/snapshots.ts'
import { advance } from '../../storage/log/consumer.ts'
import { acceptedCounter } from '../interactions/counters.ts'
import { createIntake } from '../interactions/intake.ts'

const database = await testDatabase()
const { db, pool } = database
const { bodies, take, reset, addContact, busy } = testSnapshots(database)
after(async () => {
  await database.close()
  bodies.cleanUp()
})

test('what is acknowledged while a tenant is reset is stored, once, and the log has no gaps', async () => {
  const { blobs } = bodies.newBlobs()
  const activity = await busy(blobs)
  const { tenant } = activity
  await take(blobs, tenant)
  const silent = { appended: () => {}, listen: () => {} }
  // As of several processes: within one, a tenant is in one flight at a time.
  const intakes = Array.from({ length: 3 }, () => createIntake(db, silent, { flights: 1, mostPerBatch: 20 }))
  const acknowledged: { id: string; round: number }[] = []
  let round = 0
  let isOver = false
  const whileOn = async (work: () => Promise<void>) => {
    while (!isOver) {
      await work()
      await new Promise(resolve => setImmediate(resolve))
    }
  }
  const senders = [...intakes, ...intakes].map(intake =>
    whileOn(async () => {
      const submission = activity.interaction()
      const begun = round
      const outcome = await intake.record(submission)
      if (outcome.kind === 'stored' && begun === round)
        acknowledged.push({ id: submission.prepared.id, round: begun })
    }),
  )
  senders.push(
    whileOn(async () => void (await addContact(tenant, { email: `${crypto.randomUUID()}@example.com` }))),
    whileOn(async () => void (await advance(db, acceptedCounter, tenant.id))),
  )
  const untilSome = () => {
    const enough = acknowledged.length + 30
    return until(() => acknowledged.length >= enough)
  }
  try {
    for (let n = 0; n < 4; n++) {
      await untilSome()
      await reset(blobs, tenant, 'before')
      round++
    }
    await untilSome()
  } finally {
    isOver = true
    await Promise.all(senders)
  }

  const { rows } = await pool.query('select id, seq from interactions where tenant_id = $1 order by seq', [
    tenant.id,
  ])
  assert.deepEqual(
    rows.map(({ seq }) => seq),
    rows.map((_, n) => n + 1),
  )
  const stored = new Set(rows.map(({ id }) => id))
  const lost = acknowledged.filter(each => each.round === round && !stored.has(each.id))
  assert.deepEqual(lost, [])
  assert.ok(rows.length > 3, 'something was stored after the last reset')
  const heads = await pool.query(`select seq from log_heads where tenant_id = $1 and log = 'interactions'`, [
    tenant.id,
  ])
  assert.equal(heads.rows[0].seq, rows.length)
})

test('a contact that a reset took away gets nothing more, though intake knew it', async () => {
  const { blobs } = bodies.newBlobs()
  const activity = await busy(blobs)
  const { tenant } = activity
  await take(blobs, tenant)
  const { id: contactId } = await addContact(tenant, { email: 'later@example.com' })
  const intake = createIntake(db, { appended: () => {}, listen: () => {} }, { flights: 1, mostPerBatch: 20 })
  const record = (contactId: string) => intake.record(activity.interaction(undefined, { contactId }))
  assert.equal((await record(contactId)).kind, 'stored')
  await reset(blobs, tenant, 'before')
  assert.equal((await record(contactId)).kind, 'contact missing')
  assert.equal((await record(activity.contactId)).kind, 'stored', 'who was there before is there again')
})
