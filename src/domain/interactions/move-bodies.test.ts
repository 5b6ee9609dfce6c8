import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import { newActivity } from '../../../test/kit/activity.ts'
import { segmentsIn, testBodies, textIn, withChanges } from '../../../test/kit/bodies.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { lowestIdAt, newId } from '../../kernel/ids.ts'
import { eraseBodies, moveBodies, sweepSegments } from './keep-bodies.ts'
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
const now = () => new Date()
const texts = [
  '{"page":"ö漢😀"}',
  '{"page":"\\u00f6\\n\\\\u0000"}',
  ' { "page" : "" } ',
  '{"page":"null"}',
  '',
]

test('each of a mixed batch has its own body, byte for byte, in the table and in a segment', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const { blobs, folder } = newBlobs()
  const bodies = (owner: string) => texts.map(text => (text === '' ? '' : `${text}${owner}`))
  const pairs = [one, other].map((activity, index) =>
    bodies(String(index)).map(body => activity.interaction({ page: '/' }, { body })),
  )
  const missing = one.interaction({ page: '/' }, { contactId: newId() })
  const broken = one.interaction({ page: 7 })
  const mixed = texts.flatMap((_, index) => [pairs[0]![index]!, missing, broken, pairs[1]![index]!])
  await commitInteractions(db, [...new Set(mixed)])

  const [ids, otherIds] = pairs.map(pair => pair.map(({ prepared }) => prepared.id))
  const expected = [bodies('0'), bodies('1')]
  const readBoth = async () => [await readAll(blobs, one, ids!), await readAll(blobs, other, otherIds!)]
  assert.deepEqual(await readBoth(), expected)
  await moveAll(blobs)
  assert.ok((await places(one)).every(place => place.bodies === null && place.segment !== null))
  assert.deepEqual(await readBoth(), expected)
  assert.equal(segmentsIn(folder).length, 2, 'a segment is of one tenant')
})

test('a segment unpacks as a whole', async () => {
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
  await record(activity, ['x'.repeat(1000)])
  assert.equal(await moveBodies(db, blobs, now()), 0)
  assert.equal(await moveBodies(db, blobs, now(), 2000), 0)
  assert.equal(await moveBodies(db, blobs, new Date(Date.now() + hour - 60_000)), 0)
  assert.equal(await moveBodies(db, blobs, new Date(Date.now() + hour + 1000)), 1)
  await record(activity, ['x'.repeat(1000)])
  await record(activity, ['x'.repeat(1000)])
  assert.equal(await moveBodies(db, blobs, now(), 2000), 2)
  assert.equal(await moveAll(blobs), 0)
})

test('a segment has an end; the rest goes into the next ones', async () => {
  const activity = await newActivity(db)
  const { blobs, folder } = newBlobs()
  const bodies = Array.from({ length: 5 }, (_, index) => `${index}${'x'.repeat(1_500_000)}`)
  const ids: string[] = []
  for (const body of bodies) ids.push(...(await record(activity, [body])))
  assert.equal(await moveBodies(db, blobs, now()), 3)
  assert.equal(await moveBodies(db, blobs, now()), 0, 'what is left is not enough')
  assert.equal(await moveAll(blobs), 2)
  assert.equal(segmentsIn(folder).length, 2)
  assert.deepEqual(await readAll(blobs, activity, ids), bodies)
})

test('a crash after a segment was put leaves the bodies where they were, and the segment is swept', async () => {
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
  assert.equal(segmentsIn(folder).length, 1)
  assert.deepEqual(await readAll(blobs, activity, ids), ['{"page":"1"}', '{"page":"2"}'])
  await moveAll(blobs)
  assert.equal(segmentsIn(folder).length, 2)

  await sweepSegments(db, blobs, now())
  assert.equal(segmentsIn(folder).length, 2, 'a young one may belong to a move that is under way')
  await sweepSegments(db, blobs, new Date(Date.now() + 2 * hour))
  assert.equal(segmentsIn(folder).length, 1)
  assert.deepEqual(await readAll(blobs, activity, ids), ['{"page":"1"}', '{"page":"2"}'])
})

test('the sweep leaves alone what is not a segment of a tenant', async () => {
  const { blobs, folder } = newBlobs()
  const old = `${lowestIdAt(new Date('2020-01-01'))}.gz`
  const strangers = [`${newId()}/exports/${old}`, `backup/bodies/${old}`]
  for (const key of [...strangers, `${newId()}/bodies/${old}`]) await blobs.put(key, Buffer.from('x'))
  await sweepSegments(db, blobs, now())
  assert.equal(segmentsIn(folder).length, 2)
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

test('a body is found although its segment is written anew between finding its place and going there', async () => {
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
