import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, beforeEach, test } from 'node:test'
import { sql } from 'kysely'
import { newActivity } from '../../../test/kit/activity.ts'
import { archivesIn, testBodies, textIn, withChanges } from '../../../test/kit/bodies.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { lowestIdAt, newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { lockWaiting } from './bodies.sql.ts'
import { eraseBodies, moveBodies, sweepArchives } from './keep-bodies.ts'
import { readBody } from './read-body.ts'
import { commitInteractions } from './record-interactions.ts'

const database = await testDatabase()
const { db } = database
const { newBlobs, record, readAll, places, remove, moveAll, forgetAll, cleanUp } = testBodies(database)
beforeEach(forgetAll)
after(async () => {
  await database.close()
  cleanUp()
})

const hour = 3_600_000
/** Text that does not pack well. */
const noise = (characters: number) => randomBytes(characters).toString('base64').slice(0, characters)
const now = () => new Date()
const texts = [
  '{"page":"ö漢😀"}',
  '{"page":"\\u00f6\\n\\\\u0000"}',
  ' { "page" : "" } ',
  '{"page":"null"}',
  '',
]

test('each of a mixed batch has its own body, byte for byte, in the table and in an archive', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const { blobs, folder } = newBlobs()
  const bodies = (owner: string) => texts.map(text => (text === '' ? '' : `${text}${owner}`))
  const pairs = [one, other].map((activity, index) =>
    bodies(String(index)).map(body => activity.interaction({ page: '/' }, { body })),
  )
  const missing = one.interaction({ page: '/' }, { contactId: newId() })
  const broken = one.interaction({ page: 7 })
  await commitInteractions(db, [missing, pairs[0]![0]!, broken, ...pairs[0]!.slice(1)])
  await commitInteractions(db, pairs[1]!)

  const [ids, otherIds] = pairs.map(pair => pair.map(({ prepared }) => prepared.id))
  const expected = [bodies('0'), bodies('1')]
  const readBoth = async () => [await readAll(blobs, one, ids!), await readAll(blobs, other, otherIds!)]
  assert.deepEqual(await readBoth(), expected)
  await moveAll(blobs)
  assert.ok((await places(one)).every(place => place.bodies === null && place.archive !== null))
  assert.deepEqual(await readBoth(), expected)
  assert.equal(archivesIn(folder).length, 2, 'an archive is of one tenant')
})

test('an archive unpacks as a whole', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  await record(activity, ['{"page":"1"}', '{"page":"2"}'])
  await record(activity, ['{"page":"3"}'])
  assert.equal(await moveAll(blobs), 2)
  assert.deepEqual(textIn(folder), [
    JSON.stringify(['{"page":"1"}', '{"page":"2"}']) + JSON.stringify(['{"page":"3"}']),
  ])
})

test('bodies are moved when there are enough of them or when they are an hour old', async () => {
  const activity = await newActivity(db)
  const { blobs } = newBlobs()
  await record(activity, [noise(1000)])
  assert.equal(await moveBodies(db, blobs, now()), 0)
  assert.equal(await moveBodies(db, blobs, now(), 1500), 0)
  assert.equal(await moveBodies(db, blobs, new Date(Date.now() + hour - 60_000)), 0)
  assert.equal(await moveBodies(db, blobs, new Date(Date.now() + hour + 1000)), 1)
  await record(activity, [noise(1000)])
  await record(activity, [noise(1000)])
  assert.equal(await moveBodies(db, blobs, now(), 1500), 2)
  assert.equal(await moveAll(blobs), 0)
})

if (database.kind === 'server')
  test('a young table full of bundles, of which the planner knows nothing, is moved in linear time', async () => {
    const activity = await newActivity(db)
    await sql`insert into body_bundles (tenant_id, id, bodies)
      select ${activity.tenant.id}::uuid, gen_random_uuid(), 'x' from generate_series(1, 8000)`.execute(db)
    await transact(db, async tx => {
      await sql`set local statement_timeout = '4s'`.execute(tx) // measured: 20 ms; when the sums are repeated per row, minutes
      assert.equal((await lockWaiting(tx, activity.tenant.id, 1000)).length, 500)
    })
  })

test('an archive has an end; the rest goes into the next ones', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  const bodies = Array.from({ length: 5 }, (_, index) => `${index}${noise(480_000)}`)
  const ids: string[] = []
  for (const body of bodies) ids.push(...(await record(activity, [body])))
  assert.equal(await moveBodies(db, blobs, now()), 3)
  assert.equal(await moveBodies(db, blobs, now()), 0, 'what is left is not enough')
  assert.equal(await moveAll(blobs), 2)
  assert.equal(archivesIn(folder).length, 2)
  assert.deepEqual(await readAll(blobs, activity, ids), bodies)
})

test('a crash after an archive was put leaves the bodies where they were, and the archive is swept', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  const ids = await record(activity, ['{"page":"1"}', '{"page":"2"}'])
  const crashing = withChanges(blobs, {
    async put(key: string, bytes: Uint8Array) {
      await blobs.put(key, bytes)
      throw new Error('crash')
    },
  })
  await assert.rejects(moveAll(crashing), /crash/)
  assert.equal(archivesIn(folder).length, 1)
  assert.deepEqual(await readAll(blobs, activity, ids), ['{"page":"1"}', '{"page":"2"}'])
  await moveAll(blobs)
  assert.equal(archivesIn(folder).length, 2)

  await sweepArchives(db, blobs, now())
  assert.equal(archivesIn(folder).length, 2, 'a young one may belong to a move that is under way')
  await sweepArchives(db, blobs, new Date(Date.now() + 2 * hour))
  assert.equal(archivesIn(folder).length, 1)
  assert.deepEqual(await readAll(blobs, activity, ids), ['{"page":"1"}', '{"page":"2"}'])
})

test('the sweep leaves alone what is not an archive of a tenant', async () => {
  const { blobs, folder } = newBlobs()
  const old = `${lowestIdAt(new Date('2020-01-01'))}.gz`
  const strangers = [`${newId()}/exports/${old}`, `backup/bodies/${old}`]
  for (const key of [...strangers, `${newId()}/bodies/${old}`]) await blobs.put(key, Buffer.from('x'))
  await sweepArchives(db, blobs, now())
  assert.equal(archivesIn(folder).length, 2)
  for (const key of strangers) assert.ok(await blobs.get(key))
})

test('a body can be read at any moment of a move and of an erasure', async () => {
  const activity = await newActivity(db)
  const { blobs } = newBlobs()
  const bodies = Array.from({ length: 30 }, (_, index) => `{"page":"${index}"}`)
  const ids = await record(activity, bodies)
  const doomed = await record(
    activity,
    Array.from({ length: 10 }, () => '{"page":"doomed"}'),
  )
  await record(activity, ['{"page":"another bundle"}'])
  let isWorking = true
  let reads = 0
  const reader = async () => {
    while (isWorking) {
      assert.deepEqual(await readAll(blobs, activity, ids.slice(0, 5)), bodies.slice(0, 5))
      reads++
    }
  }
  const readers = Promise.all([reader(), reader()])
  for (const id of doomed) {
    await remove(activity, id)
    await moveAll(blobs)
    await eraseBodies(db, blobs)
  }
  isWorking = false
  await readers
  assert.ok(reads > 5)
  assert.deepEqual(await readAll(blobs, activity, ids), bodies)
})

test('a body is found although its archive is written anew between finding its place and going there', async () => {
  const activity = await newActivity(db)
  const { blobs } = newBlobs()
  const [kept, goes] = await record(activity, ['{"page":"kept"}', '{"page":"goes"}'])
  await moveAll(blobs)
  let looks = 0
  const slow = withChanges(blobs, {
    async getRange(key, offset, length) {
      if (++looks === 1) {
        await remove(activity, goes!)
        await eraseBodies(db, blobs)
      }
      return blobs.getRange(key, offset, length)
    },
  })
  assert.equal(await readBody(db, slow, activity.tenant.id, kept!), '{"page":"kept"}')
  assert.equal(looks, 2)
})

test('a body is only there for the tenant whose it is', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const { blobs } = newBlobs()
  const [id] = await record(one, ['{}'])
  for (const strange of [id!, newId()])
    await assert.rejects(readBody(db, blobs, other.tenant.id, strange), { code: 'interaction-not-found' })
  await assert.rejects(readBody(db, blobs, other.tenant.id, 'x'), { code: 'interaction-id-invalid' })
})
