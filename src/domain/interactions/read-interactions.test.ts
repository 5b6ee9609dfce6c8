import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { writeCursor } from '../../kernel/cursor.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { deleteInteraction } from './delete-interaction.ts'
import { listInteractions, readInteraction } from './read-interactions.ts'
import { commitInteractions } from './record-interactions.ts'

const { db, close } = await testDatabase()
after(close)

const start = Date.parse('2025-06-15T12:00:00Z')
const second = (number: number) => new Date(start + number * 1000)

/** Records an interaction for each second given, and answers their ids. */
async function record(activity: Activity, seconds: readonly number[], other: { contactId?: string } = {}) {
  const submissions = seconds.map(number => {
    const { prepared, receivedAt } = activity.interaction({ page: `/${number}` }, other)
    return { prepared: { ...prepared, createdDate: second(number) }, receivedAt }
  })
  await commitInteractions(db, submissions)
  return submissions.map(({ prepared }) => prepared.id)
}

const filterOf = ({ contactId, schema }: Activity) => ({ contactId, schemaKey: schema.key })

async function pages(activity: Activity, length: number, between: () => Promise<unknown> = async () => {}) {
  const found: string[][] = []
  let continuation: string | undefined
  do {
    const filter = { ...filterOf(activity), continuation }
    const page = await listInteractions(db, activity.tenant.id, filter, length)
    found.push(page.items.map(item => String(item.payload.page)))
    continuation = page.continuation
    await between()
  } while (continuation !== undefined)
  return found
}

test('an interaction is read as it was recorded, without what its schema does not know', async () => {
  const activity = await newActivity(db)
  const submission = activity.interaction({ page: 'ö漢😀', other: 1 })
  await commitInteractions(db, [submission])
  const { id, createdDate } = submission.prepared
  const expected = {
    id,
    contactId: activity.contactId,
    schemaId: 'visit',
    createdDate,
    payload: { page: 'ö漢😀' },
  }
  assert.deepEqual(await readInteraction(db, activity.tenant.id, id), expected)
  assert.deepEqual(await readInteraction(db, activity.tenant.id, id.toUpperCase()), expected)
})

test('the newest come first, and of the same moment those recorded last', async () => {
  const activity = await newActivity(db)
  const [early, , late] = await record(activity, [3, 1, 3, 2])
  const { items, continuation } = await listInteractions(db, activity.tenant.id, filterOf(activity), 50)
  assert.deepEqual(
    items.map(item => item.payload.page),
    ['/3', '/3', '/2', '/1'],
  )
  assert.deepEqual([items[0]?.id, items[1]?.id], [late, early])
  assert.equal(continuation, undefined)
})

test('pages follow one another without gap or repetition, also within a moment and when the last one is full', async () => {
  const activity = await newActivity(db)
  await record(activity, [1, 1, 1, 1, 2, 3])
  assert.deepEqual(await pages(activity, 2), [
    ['/3', '/2'],
    ['/1', '/1'],
    ['/1', '/1'],
  ])
  assert.deepEqual(await pages(activity, 6), [['/3', '/2', '/1', '/1', '/1', '/1']])
  assert.deepEqual(await pages(await newActivity(db), 2), [[]])
})

test('what arrives or goes between two pages neither repeats nor hides anything', async () => {
  const activity = await newActivity(db)
  const ids = await record(activity, [10, 20, 30, 40, 50, 60])
  let round = 0
  const between = async () => {
    await record(activity, [100 + round++])
    if (round === 1) await transact(db, tx => deleteInteraction(tx, activity.tenant.id, ids[4]!, second(0)))
  }
  assert.deepEqual(await pages(activity, 2, between), [
    ['/60', '/50'],
    ['/40', '/30'],
    ['/20', '/10'],
  ])
})

test('a list is of one contact, one schema and one tenant', async () => {
  const [activity, other] = [await newActivity(db), await newActivity(db)]
  await record(activity, [1])
  await record(activity, [2], { contactId: await addContact(db, activity.tenant) })
  const schema = await addSchema(db, activity.tenant, 'review')
  await commitInteractions(db, [activity.interaction({ page: '/3' }, { schema })])
  assert.deepEqual(await pages(activity, 50), [['/1']])
  const { items } = await listInteractions(db, other.tenant.id, filterOf(activity), 50)
  assert.deepEqual(items, [])
})

test('a continuation that was not given out is refused', async () => {
  const activity = await newActivity(db)
  const time = second(1).toISOString()
  const strange = ['', 'x', writeCursor([]), writeCursor([time]), writeCursor([time, 'x'])]
  const dates = ['', 'yesterday', '2025-06-15', '2025-06-15T12:00:00Z', '-999999-01-01T00:00:00.000Z']
  for (const continuation of [...strange, ...dates.map(date => writeCursor([date, newId()]))])
    await assert.rejects(
      listInteractions(db, activity.tenant.id, { ...filterOf(activity), continuation }, 50),
      { code: 'continuation-invalid' },
      continuation,
    )
})

test("what is not there, is another tenant's, or has lost its contact or schema is not found", async () => {
  const [one, two, other] = [await newActivity(db), await newActivity(db), await newActivity(db)]
  const [[first], [third]] = [await record(one, [1]), await record(two, [1])]
  const notFound = { code: 'interaction-not-found' }
  await assert.rejects(readInteraction(db, one.tenant.id, newId()), notFound)
  await assert.rejects(readInteraction(db, other.tenant.id, first!), notFound)
  await assert.rejects(readInteraction(db, one.tenant.id, 'x'), { code: 'interaction-id-invalid' })
  await transact(db, tx => deleteContact(tx, one.tenant, one.contactId, undefined, second(0)))
  await assert.rejects(readInteraction(db, one.tenant.id, first!), notFound)
  await transact(db, tx => deleteSchema(tx, two.tenant, 'visit', second(0)))
  await assert.rejects(readInteraction(db, two.tenant.id, third!), notFound)
  assert.deepEqual(await pages(two, 50), [[]])
})
