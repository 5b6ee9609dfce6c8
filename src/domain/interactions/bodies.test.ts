import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, beforeEach, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { lowestIdAt, newId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { openBlobs } from '../../storage/blobs/open-blobs.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { deleteInteraction } from './delete-interaction.ts'
import { eraseBodies, moveBodies, sweepSegments } from './keep-bodies.ts'
import { readBody } from './read-body.ts'
import { commitInteractions, type Submission } from './record-interactions.ts'
import { removals } from './removals.ts'

const { kind, db, pool, close } = await testDatabase()
const parent = mkdtempSync(join(tmpdir(), 'parley-bodies-'))
after(async () => {
  await close()
  rmSync(parent, { recursive: true })
})

beforeEach(() => pool.query('truncate body_bundles, body_erasures, interactions, rejected_interactions'))

const hour = 3_600_000
const now = () => new Date()
const texts = [
  '{"page":"ö漢😀"}',
  '{"page":"\\u00f6\\n\\\\u0000"}',
  ' { "page" : "" } ',
  '{"page":"null"}',
  '',
]

/** A blob store in a folder of its own. */
function newBlobs(): { blobs: BlobStore; folder: string } {
  const folder = mkdtempSync(join(parent, 'blobs-'))
  return { blobs: openBlobs(folder, {}), folder }
}

/** The same store, but for what is changed. */
const withChanges = (blobs: BlobStore, changes: Partial<BlobStore>): BlobStore => ({
  put: (key, bytes) => blobs.put(key, bytes),
  get: key => blobs.get(key),
  getRange: (key, offset, length) => blobs.getRange(key, offset, length),
  delete: key => blobs.delete(key),
  list: prefix => blobs.list(prefix),
  check: () => blobs.check(),
  describe: blobs.describe,
  ...changes,
})

/** Records interactions with these bodies in one batch and answers their ids. */
async function record(
  activity: Activity,
  bodies: readonly string[],
  other: Partial<Submission['prepared']> = {},
) {
  const submissions = bodies.map(body => {
    const { prepared, receivedAt } = activity.interaction({ page: '/' }, { body })
    return { prepared: { ...prepared, ...other }, receivedAt }
  })
  await commitInteractions(db, submissions)
  return submissions.map(({ prepared }) => prepared.id)
}

const readAll = (blobs: BlobStore, { tenant }: Activity, ids: readonly string[]) =>
  Promise.all(ids.map(id => readBody(db, blobs, tenant.id, id)))

const places = ({ tenant }: Activity) =>
  db
    .selectFrom('body_bundles')
    .select(['id', 'bodies', 'segment'])
    .where('tenant_id', '=', tenant.id)
    .orderBy('id')
    .execute()

const remove = (activity: Activity, id: string) =>
  transact(db, tx => deleteInteraction(tx, activity.tenant.id, id, now()))

const segmentsIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile())
const textIn = (folder: string) =>
  segmentsIn(folder).map(({ parentPath, name }) =>
    gunzipSync(readFileSync(join(parentPath, name))).toString(),
  )

async function isInDatabase(text: string): Promise<boolean> {
  const { rows } = await pool.query(
    `select 1 from body_bundles where strpos(bodies::text, $1) > 0
     union all select 1 from interactions where strpos(payload::text, $1) > 0
     union all select 1 from rejected_interactions where strpos(body, $1) > 0 or strpos(faults::text, $1) > 0`,
    [text],
  )
  return rows.length > 0
}

async function isAnywhere(text: string, folder: string): Promise<boolean> {
  return (await isInDatabase(text)) || textIn(folder).some(found => found.includes(text))
}

/** Everything there is, whatever its age and size. */
const moveAll = (blobs: BlobStore) => moveBodies(db, blobs, now(), 1)

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

for (const where of ['the table', 'a segment'])
  test(`the body of a deleted interaction is erased from ${where}, and its neighbours stay`, async () => {
    const activity = await newActivity(db)
    const { blobs, folder } = newBlobs()
    const bodies = ['{"page":"first"}', `{"page":"secret ${where}"}`, '{"page":"漢"}']
    const [first, secret, third] = await record(activity, bodies)
    const [fourth] = await record(activity, ['{"page":"fourth"}'])
    if (where === 'a segment') await moveAll(blobs)

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
  for (const round of ['in a segment', 'in the table']) {
    await record(activity, [`{"page":"of a gone contact ${round}"}`], { contactId: gone })
    await record(activity, [`{"page":"of a gone schema ${round}"}`], { schema: goneSchema })
    if (round === 'in a segment') await moveAll(blobs)
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
  await sweepSegments(db, blobs, new Date(Date.now() + 2 * hour))
  assert.equal(await isAnywhere('erase me', folder), false)
  assert.deepEqual(await readAll(blobs, activity, [kept!]), ['{"page":"kept"}'])
})

test('a segment that is missing is told and holds up the erasure of no other tenant', async () => {
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
    .select('segment')
    .where('tenant_id', '=', first!.tenant_id)
    .execute()
  await blobs.delete(lost!.segment!)
  await assert.rejects(eraseBodies(db, blobs), {
    message: `The segment ${lost?.segment} is missing from blob storage.`,
  })
  assert.equal(await isAnywhere('doomed', folder), false)
  assert.equal(textIn(folder).length, 1)
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

test('a body is only there for the tenant whose it is', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  const { blobs } = newBlobs()
  const [id] = await record(one, ['{}'])
  for (const strange of [id!, newId()])
    await assert.rejects(readBody(db, blobs, other.tenant.id, strange), { code: 'interaction-not-found' })
  await assert.rejects(readBody(db, blobs, other.tenant.id, 'x'), { code: 'interaction-id-invalid' })
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
