import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newStage, occur, type Stage } from '../../../test/kit/automations.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { tellBusinessEvent } from './business-event.ts'

const { db, close } = await testDatabase()
after(close)

const end = { end: { kind: 'exit' } }
const inLund = { kind: 'attribute', name: 'city', is: 'equal', value: 'Lund' }
const contactsOf = async (stage: Stage) => (await stage.runs()).map(run => run.contact_id).sort()

async function tell(stage: Stage, name: string, data: Record<string, unknown>, id = newId()) {
  const at = await stage.now()
  return transact(db, tx => tellBusinessEvent(tx, stage.tenant, { name, data, id }, stage.cache, at))
}

test('a business event concerns those whose attribute or whose deeds fit it, among the audience', async () => {
  const stage = await newStage(db)
  const mapping = [{ path: 'sku', is: 'equal', attribute: 'watched' }]
  const did = [
    {
      path: 'sku',
      is: 'equal',
      did: { kind: 'interaction', schemaId: 'review' },
      value: 'product',
      within: 'P10D',
    },
  ]
  const [watching, elsewhere, other] = [
    await stage.contact({ city: 'Lund', watched: 'a-9' }),
    await stage.contact({ city: 'Kiel', watched: 'a-9' }),
    await stage.contact({ city: 'Lund', watched: 'b-1' }),
  ]
  await stage.review(elsewhere, { product: 'a-9' })
  await stage.review(other, { product: 'a-9' }, new Date('2026-01-01T00:00:00Z'))
  await stage.automation({
    entry: { kind: 'businessEvent', name: 'price drop', audience: inLund, mapping },
    start: 'end',
    steps: end,
  })
  await tell(stage, 'price drop', { sku: 'a-9', price: 5 })
  await occur(db, stage)
  assert.deepEqual(await contactsOf(stage), [watching])

  await stage.automation({
    entry: { kind: 'businessEvent', name: 'back', mapping: did },
    start: 'end',
    steps: end,
  })
  assert.equal((await tell(stage, 'back', { sku: 'A-9' }, 'one')).automations, 1)
  assert.equal((await tell(stage, 'back', { sku: 'A-9' }, 'one')).automations, 0)
  await occur(db, stage)
  assert.deepEqual(await contactsOf(stage), [watching, elsewhere].sort())
})

test('business events of a stretch of time come together, to each contact those that concern it', async () => {
  const stage = await newStage(db) // 10:00
  const [both, one] = [await stage.contact({ likes: ['a', 'b'] }), await stage.contact({ likes: 'b' })]
  await stage.contact({ likes: 'c' })
  const { id } = await stage.automation({
    entry: {
      kind: 'businessEvent',
      name: 'news',
      mapping: [{ path: 'topic', is: 'equal', attribute: 'likes' }],
      batch: { every: 'sixHours', time: '02:00' },
    },
    start: 'end',
    steps: end,
  })
  for (const topic of ['a', 'b', 'x']) await tell(stage, 'news', { topic })
  assert.equal((await tell(stage, 'news', { topic: 'a' }, 'twice')).automations, 1)
  assert.equal((await tell(stage, 'news', { topic: 'a' }, 'twice')).automations, 0)
  await occur(db, stage)
  assert.deepEqual(await stage.runs(), [])
  await stage.pass('4 hours')
  await occur(db, stage)
  const topics = (await stage.runs()).map(run => [
    run.contact_id,
    (run.entry.data as { events: { topic: string }[] }).events.map(event => event.topic),
  ])
  assert.deepEqual(
    topics.sort(),
    [
      [both, ['a', 'b', 'a']],
      [one, ['b']],
    ].sort(),
  )
  await stage.pass('6 hours')
  await occur(db, stage)
  assert.equal((await stage.runs()).length, 2)
  const { next_start_at: next } = await db
    .selectFrom('automations')
    .select('next_start_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  assert.equal(next!.toISOString(), '2026-03-03T02:00:00.000Z')
})
