import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testBodies, textIn, withChanges } from '../../../test/kit/bodies.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { eraseBodies, sweepArchives } from './keep-bodies.ts'
import { readBody } from './read-body.ts'
import { commitInteractions } from './record-interactions.ts'
import { removals } from './removals.ts'

const database = await testDatabase()
const { db, kind } = database
const { newBlobs, record, readAll, places, remove, moveAll, isAnywhere, forgetAll, cleanUp } =
  testBodies(database)
beforeEach(forgetAll)
after(async () => {
  await database.close()
  cleanUp()
})

const hour = 3_600_000
const now = () => new Date()

for (const where of ['the table', 'an archive'])
  test(`the body of a deleted interaction is erased from ${where}, and its neighbours stay`, async () => {
    const activity = await newActivity(db)
    const { blobs, folder } = newBlobs()
    const bodies = ['{"page":"first"}', `{"page":"secret ${where}"}`, '{"page":"漢"}']
    const [first, secret, third] = await record(activity, bodies)
    const [fourth] = await record(activity, ['{"page":"fourth"}'])
    if (where === 'an archive') await moveAll(blobs)

    await remove(activity, secret!)
    await assert.rejects(readBody(db, blobs, activity.tenant.id, secret!), { code: 'interaction-not-found' })
    assert.ok(await isAnywhere(`secret ${where}`, folder), 'until the next round')
    await eraseBodies(db, blobs)
    assert.equal(await isAnywhere(`secret ${where}`, folder), false)
    const rest = [first!, third!, fourth!]
    assert.deepEqual(await readAll(blobs, activity, rest), [bodies[0], bodies[2], '{"page":"fourth"}'])

    await remove(activity, first!)
    await remove(activity, third!)
    await eraseBodies(db, blobs)
    assert.deepEqual(await readAll(blobs, activity, [fourth!]), ['{"page":"fourth"}'])
    assert.equal((await places(activity)).length, 1, 'a bundle of which nothing is left is gone')
    await remove(activity, fourth!)
    await eraseBodies(db, blobs)
    assert.deepEqual(await places(activity), [])
    assert.deepEqual(textIn(folder), [])
  })

test('a body that was erased from the table is not moved, its neighbours are', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  const [first, second] = await record(activity, ['{"page":"kept"}', '{"page":"to be gone"}'])
  await remove(activity, second!)
  await eraseBodies(db, blobs)
  await moveAll(blobs)
  assert.equal(await isAnywhere('to be gone', folder), false)
  assert.deepEqual(await readAll(blobs, activity, [first!]), ['{"page":"kept"}'])
})

test('with a contact or a schema go the bodies of all their interactions, and those of others stay', async () => {
  const activity = await newActivity(db)
  const { tenant } = activity
  const { blobs, folder } = newBlobs()
  const gone = await addContact(db, tenant)
  const goneSchema = await addSchema(db, tenant, 'gone')
  const broken = activity.interaction({ page: 7, why: 'of a gone contact' }, { contactId: gone })
  const brokenToo = activity.interaction({ page: 7, why: 'of a gone schema' }, { schema: goneSchema })
  for (const round of ['in an archive', 'in the table']) {
    await record(activity, [`{"page":"of a gone contact ${round}"}`], { contactId: gone })
    await record(activity, [`{"page":"of a gone schema ${round}"}`], { schema: goneSchema })
    if (round === 'in an archive') await moveAll(blobs)
  }
  await commitInteractions(db, [broken, brokenToo])
  const kept = await record(activity, ['{"page":"kept"}'])
  assert.ok(await isAnywhere('of a gone', folder))

  await transact(db, tx => deleteContact(tx, tenant, gone, undefined, now()))
  await transact(db, tx => deleteSchema(tx, tenant, 'gone', now()))
  while ((await advance(db, removals, tenant.id)) === 'behind');
  await eraseBodies(db, blobs)
  assert.equal(await isAnywhere('of a gone', folder), false)
  assert.deepEqual(await readAll(blobs, activity, kept), ['{"page":"kept"}'])
})

test('a crash in the middle of an erasure leaves it to be done again, and nothing of the erased text in the end', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  const [kept, secret] = await record(activity, ['{"page":"kept"}', '{"page":"erase me"}'])
  await moveAll(blobs)
  await remove(activity, secret!)
  const crashing = (method: 'put' | 'delete') =>
    withChanges(blobs, { [method]: () => Promise.reject(new Error('crash')) })

  await assert.rejects(eraseBodies(db, crashing('put')), /crash/)
  assert.deepEqual(await readAll(blobs, activity, [kept!]), ['{"page":"kept"}'])
  await assert.rejects(eraseBodies(db, crashing('delete')), /crash/)
  assert.deepEqual(await readAll(blobs, activity, [kept!]), ['{"page":"kept"}'])
  await eraseBodies(db, blobs)
  await sweepArchives(db, blobs, new Date(Date.now() + 2 * hour))
  assert.equal(await isAnywhere('erase me', folder), false)
  assert.deepEqual(await readAll(blobs, activity, [kept!]), ['{"page":"kept"}'])
})

test('an archive that is missing is told and holds up the erasure of no other tenant', async () => {
  const activities = [await newActivity(db), await newActivity(db)]
  const { blobs, folder } = newBlobs()
  for (const activity of activities) {
    const [id] = await record(activity, ['{"page":"doomed"}', '{"page":"kept"}'])
    await moveAll(blobs)
    await remove(activity, id!)
  }
  const [first] = await db.selectFrom('body_erasures').select('tenant_id').execute()
  const [lost] = await db
    .selectFrom('body_bundles')
    .select('archive')
    .where('tenant_id', '=', first!.tenant_id)
    .execute()
  await blobs.delete(lost!.archive!)
  await assert.rejects(eraseBodies(db, blobs), {
    message: `The archive ${lost?.archive} is missing from blob storage.`,
  })
  assert.equal(await isAnywhere('doomed', folder), false)
  assert.equal(textIn(folder).length, 1)
})

if (kind === 'server') {
  test('what is to be erased while it is being moved is erased all the same', async () => {
    const activity = await newActivity(db)
    const { blobs, folder } = newBlobs()
    const [kept, secret] = await record(activity, ['{"page":"kept"}', '{"page":"moved away"}'])
    const putting = Promise.withResolvers<void>()
    const gate = Promise.withResolvers<void>()
    const slow = withChanges(blobs, {
      async put(key: string, bytes: Uint8Array) {
        putting.resolve()
        await gate.promise
        await blobs.put(key, bytes)
      },
    })
    const moving = moveAll(slow)
    await putting.promise
    await remove(activity, secret!)
    const erasing = eraseBodies(db, blobs)
    await until(async () => {
      const { rows } = await sql`select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
      return rows.length > 0
    })
    gate.resolve()
    await Promise.all([moving, erasing])
    await eraseBodies(db, blobs)
    assert.equal(await isAnywhere('moved away', folder), false)
    assert.deepEqual(await readAll(blobs, activity, [kept!]), ['{"page":"kept"}'])
  })

  test('several who move and erase at once lose nothing and leave nothing', async () => {
    const activity = await newActivity(db)
    const { blobs, folder } = newBlobs()
    const kept: string[] = []
    for (let round = 0; round < 8; round++) {
      const [stays, goes] = await record(activity, [`{"page":"stays ${round}"}`, `{"page":"goes ${round}"}`])
      kept.push(stays!)
      await Promise.all([
        remove(activity, goes!),
        moveAll(blobs),
        eraseBodies(db, blobs),
        moveAll(blobs),
        eraseBodies(db, blobs),
      ])
    }
    await eraseBodies(db, blobs)
    assert.equal(await isAnywhere('goes', folder), false)
    assert.deepEqual(
      await readAll(blobs, activity, kept),
      kept.map((_, round) => `{"page":"stays ${round}"}`),
    )
  })
}
