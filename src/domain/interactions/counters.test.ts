import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Activity, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { lowestIdAt, newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { advance, type Consumer } from '../../storage/log/consumer.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { acceptedCounter, readCounters, rejectedCounter } from './counters.ts'
import { commitInteractions, type Submission } from './record-interactions.ts'

const { db, close } = await testDatabase()
after(close)

const dayMs = 86_400_000
const today = new Date().toISOString().slice(0, 10)
const yesterday = new Date(Date.now() - dayMs).toISOString().slice(0, 10)

async function catchUp({ tenant }: Activity, ...consumers: Consumer[]) {
  for (const consumer of consumers) while ((await advance(db, consumer, tenant.id)) === 'behind');
}

/** The same, taken in at another time: an id tells when it was made. */
function at(time: Date, { prepared, receivedAt }: Submission): Submission {
  const id = lowestIdAt(time).slice(0, 14) + newId().slice(14)
  return { prepared: { ...prepared, id }, receivedAt }
}

const timeOf = (id: string) => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))

test('accepted and rejected interactions are counted by schema and day, with the last of each', async () => {
  const activity = await newActivity(db)
  const review = await addSchema(db, activity.tenant, 'review')
  const midnight = new Date(`${today}T00:00:00Z`)
  const late = new Date(midnight.getTime() - 1)
  const submissions = [
    at(new Date(late.getTime() - 5), activity.interaction()),
    at(late, activity.interaction()),
    at(midnight, activity.interaction()),
    activity.interaction({}, { schema: review }),
    activity.interaction({ page: '/' }, { schema: review }),
    activity.interaction({}, { contactId: newId() }),
  ]
  await commitInteractions(db, submissions)
  const rejectedBefore = Date.now()
  await catchUp(activity, acceptedCounter, rejectedCounter)
  const [review1, ...visits] = await readCounters(db, activity.tenant.id, yesterday)
  const counts = { rejected: 0, lastRejectedAt: null }
  assert.deepEqual(visits, [
    { ...counts, schemaId: 'visit', day: today, accepted: 1, lastAcceptedAt: midnight },
    { ...counts, schemaId: 'visit', day: yesterday, accepted: 2, lastAcceptedAt: late },
  ])
  const { lastRejectedAt, ...rest } = review1!
  assert.deepEqual(rest, {
    schemaId: 'review',
    day: today,
    accepted: 1,
    rejected: 1,
    lastAcceptedAt: timeOf(submissions[4]!.prepared.id),
  })
  assert.ok(lastRejectedAt && Math.abs(lastRejectedAt.getTime() - rejectedBefore) < 5000)
  assert.deepEqual(
    (await readCounters(db, activity.tenant.id, today)).map(({ schemaId }) => schemaId),
    ['review', 'visit'],
  )
})

test('what comes later is added, and an earlier one does not turn the last time back', async () => {
  const activity = await newActivity(db)
  const noon = new Date(`${yesterday}T12:00:00Z`)
  for (const time of [noon, new Date(noon.getTime() - 1000)]) {
    await commitInteractions(db, [at(time, activity.interaction())])
    await catchUp(activity, acceptedCounter)
  }
  const [count] = await readCounters(db, activity.tenant.id, yesterday)
  assert.deepEqual([count?.accepted, count?.lastAcceptedAt], [2, noon])
})

test('work that breaks off is counted once', async () => {
  const activity = await newActivity(db)
  await commitInteractions(db, [activity.interaction(), activity.interaction(), activity.interaction({})])
  for (const counter of [acceptedCounter, rejectedCounter]) {
    const breaking: Consumer = {
      ...counter,
      async handle(tx, stretch) {
        await counter.handle(tx, stretch)
        throw new Error('broke off')
      },
    }
    await assert.rejects(advance(db, breaking, activity.tenant.id), /broke off/)
    assert.deepEqual(
      (await readCounters(db, activity.tenant.id, today)).map(count => [count.accepted, count.rejected]),
      counter === acceptedCounter ? [] : [[2, 0]],
    )
    await catchUp(activity, counter)
    await catchUp(activity, counter)
  }
  const [count] = await readCounters(db, activity.tenant.id, today)
  assert.deepEqual([count?.accepted, count?.rejected], [2, 1])
})

test('tenants are counted apart, and the counts of a deleted schema are no longer read', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  for (const activity of [one, other]) {
    await commitInteractions(db, [activity.interaction()])
    await catchUp(activity, acceptedCounter)
  }
  await transact(db, tx => deleteSchema(tx, one.tenant, 'visit', new Date()))
  assert.deepEqual(await readCounters(db, one.tenant.id, today), [])
  assert.equal((await readCounters(db, other.tenant.id, today))[0]?.accepted, 1)
})
