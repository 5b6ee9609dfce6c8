import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { addContact, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { advance } from '../../storage/log/consumer.ts'
import { type ClockMove, moveClock } from '../accounts/move-clock.ts'
import { createContact } from '../contacts/create-contact.ts'
import { commitInteractions } from '../interactions/record-interactions.ts'
import { changeSegment } from './change-segment.ts'
import { computePortion } from './compute-segments.ts'
import { createSegment } from './create-segment.ts'
import { segmentEvents, segmentInteractions } from './follow-log.ts'
import { previewRule } from './preview-rule.ts'
import { readCountedSegment } from './read-segments.ts'
import type { Rule } from './rule.ts'
import { workSegments } from './work-segments.ts'

const database = await testDatabase()
const { db, pool } = database
after(() => database.close())

const everyone: Rule = { kind: 'approved', value: true }
const active: Rule = { kind: 'interactions', schema: 'visit', has: { count: { atLeast: 1 } } }
/** The database refuses it; nobody could have made it but by hand. */
const broken = { kind: 'interactions', schema: 'visit', has: { count: { between: ['x', 'y'] } } }

async function newCompany(rules: readonly unknown[]) {
  const activity = await newActivity(db)
  const { tenant } = activity
  const ids: string[] = []
  for (const rule of rules) {
    const input = { name: 'x', kind: 'live' as const, rule: everyone }
    const { id } = await transact(db, tx => createSegment(tx, tenant, input, new Date()))
    await pool.query('update segments set rule = $2 where id = $1', [id, rule])
    ids.push(id)
  }
  const read = (n: number) => readCountedSegment(db, tenant.id, ids[n]!)
  return { ...activity, ids, read }
}

test('computing goes in portions and tells how far it is', async () => {
  const { tenant, read } = await newCompany([everyone])
  for (let n = 0; n < 4; n++) await addContact(db, tenant)
  assert.deepEqual((await read(0)).computation.progress, null)
  await computePortion(db, tenant.id, 2)
  const half = await read(0)
  assert.deepEqual(
    [half.computation.state, half.computation.progress, half.members],
    ['computing', { done: 2, total: 5 }, 2],
  )
  await computePortion(db, tenant.id, 2)
  assert.equal(await computePortion(db, tenant.id, 2), true)
  const whole = await read(0)
  assert.deepEqual([whole.computation.state, whole.computation.progress, whole.members], ['ready', null, 5])
  assert.equal(await computePortion(db, tenant.id, 2), false)
})

test('a rule that is changed half-way is computed from the beginning', async () => {
  const { tenant, read, ids } = await newCompany([everyone])
  for (let n = 0; n < 4; n++) await addContact(db, tenant)
  await computePortion(db, tenant.id, 3)
  const none = { kind: 'not', of: everyone }
  await transact(db, tx => changeSegment(tx, tenant, ids[0]!, { rule: none }, new Date()))
  assert.equal((await read(0)).computation.state, 'stale')
  while (await computePortion(db, tenant.id, 3));
  assert.deepEqual([(await read(0)).members, (await read(0)).version], [0, 2])
})

test('a segment that fails says why and is tried again; the others go on', async () => {
  const company = await newCompany([active, broken])
  const { tenant, read, ids } = company
  while (await computePortion(db, tenant.id));
  const failed = (await read(1)).computation
  assert.match(failed.lastError ?? '', /numeric/)
  assert.ok(failed.retryAt && failed.state === 'stale')

  // As if it had gone well once: then the check of a contact fails, too, and takes nobody with it.
  await pool.query("update segments set state = 'ready', last_error = null where id = $1", [ids[1]])
  await commitInteractions(db, [company.interaction()])
  assert.equal(await advance(db, segmentInteractions, tenant.id), 'caught up')
  assert.equal((await read(0)).members, 1)
  assert.match((await read(1)).computation.lastError ?? '', /numeric/)
  assert.equal((await read(1)).computation.state, 'stale')

  await pool.query('update segments set rule = $2, retry_at = now() where id = $1', [ids[1], active])
  while (await computePortion(db, tenant.id));
  const mended = (await read(1)).computation
  assert.deepEqual([mended.state, mended.lastError, (await read(1)).members], ['ready', null, 1])
})

test('entering and leaving are told once, with the cause', async () => {
  const { tenant, contactId, interaction, ids } = await newCompany([active])
  while (await computePortion(db, tenant.id));
  await commitInteractions(db, [interaction(), interaction()])
  await advance(db, segmentInteractions, tenant.id)
  await transact(db, tx =>
    changeSegment(tx, tenant, ids[0]!, { rule: { kind: 'not', of: everyone } }, new Date()),
  )
  while (await computePortion(db, tenant.id));
  const { rows } = await pool.query(
    `select type, contact_id, data from events where tenant_id = $1 and type in ('segment.entered', 'segment.left')
     order by seq`,
    [tenant.id],
  )
  assert.deepEqual(rows, [
    { type: 'segment.entered', contact_id: contactId, data: { segmentId: ids[0], cause: 'fact' } },
    { type: 'segment.left', contact_id: contactId, data: { segmentId: ids[0], cause: 'computation' } },
  ])
})

test('a preview that would take too long is an estimate and says so', async () => {
  const { tenant } = await newCompany([])
  const rows = Array.from({ length: 3000 }, (_, n) => ({
    tenant_id: tenant.id,
    id: newId(),
    contact_type: 'Member',
    approved: n % 3 === 0,
    attributes: '{}',
    source: null,
    created_at: new Date(),
    modified_at: new Date(),
  }))
  await db.insertInto('contacts').values(rows).execute()
  const exact = await previewRule(db, tenant.id, everyone, new Date())
  assert.deepEqual([exact.count, exact.isEstimate, exact.margin, exact.sample.length], [1001, false, 0, 10])
  const estimate = await previewRule(db, tenant.id, everyone, new Date(), { countMs: 1000, mostCost: 0 })
  assert.equal(estimate.isEstimate, true)
  assert.ok(estimate.margin > 20 && estimate.margin < 100, `within ${estimate.margin}`)
  assert.ok(Math.abs(estimate.count - 1001) <= estimate.margin, `estimated ${estimate.count}`)
})

test('a tenant without segments costs one statement for each stretch', async () => {
  const { tenant, interaction } = await newCompany([])
  await commitInteractions(db, [interaction()])
  let statements = 0
  await transact(db, async tx => {
    const counting = new Proxy(tx, {
      get(target, name, receiver) {
        if (name === 'getExecutor') statements++
        const value = Reflect.get(target, name, receiver)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    await segmentInteractions.handle(counting, { tenantId: tenant.id, after: 0, upTo: 1 })
  })
  assert.equal(statements, 1)
})

test('a refreshing segment is computed on the next day, and one that asks for days of its own', async () => {
  const { tenant, ids, read } = await newCompany([])
  const at = new Date('2027-03-31T22:00:00Z')
  const move = (clockMove: ClockMove) =>
    transact(db, tx => moveClock(tx, tenant, clockMove, 'test', new Date()))
  await move({ kind: 'freeze', at })
  const birthday: Rule = { kind: 'attribute', name: 'birthDay', is: 'anniversaryWithinNext', days: 0 }
  for (const input of [
    { name: 'refreshing', kind: 'refreshing' as const, rule: everyone },
    { name: 'birthday', kind: 'live' as const, rule: birthday },
  ])
    ids.push((await transact(db, tx => createSegment(tx, tenant, input, at))).id)
  const work = async () => {
    while (await workSegments(db, error => assert.fail(String(error))));
  }
  await work()
  const attributes = { email: `${newId()}@example.com`, birthDay: '1992-04-01' }
  await transact(db, tx => createContact(tx, tenant, { attributes, createAsUnapproved: false }, at))
  while ((await advance(db, segmentEvents, tenant.id)) === 'behind');
  await work()
  assert.deepEqual([(await read(0)).members, (await read(1)).members], [1, 0])
  await move({ kind: 'advance', by: { months: 0, ms: 2 * 3_600_000 } })
  await work()
  assert.deepEqual([(await read(0)).members, (await read(1)).members], [2, 1])
  await move({ kind: 'advance', by: { months: 0, ms: 24 * 3_600_000 } })
  await work()
  assert.deepEqual([(await read(0)).members, (await read(1)).members], [2, 0])
})
