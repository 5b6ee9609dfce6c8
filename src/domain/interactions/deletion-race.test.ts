import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { until } from '../../../test/kit/eventually.ts'
import { transact } from '../../storage/database.ts'
import type { Tx } from '../../storage/driver.ts'
import { createLogSignal } from '../../storage/log/signal.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { mergeContacts } from '../contacts/merge-contacts.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { createIntake } from './intake.ts'
import type { Outcome } from './interaction.ts'
import type { Submission } from './record-interactions.ts'

const { kind, db, close } = await testDatabase()
after(close)

const rounds = kind === 'server' ? 40 : 5
const intake = createIntake(db, createLogSignal(), { flights: 3, mostPerBatch: 4 })

/**
 * Records interactions while something is deleted that they need. What is stored when the deletion is committed is all
 * that is ever stored.
 */
async function race(
  { tenant }: Activity,
  interaction: (isBroken: boolean) => Submission,
  erase: (tx: Tx) => Promise<void>,
): Promise<Outcome['kind'][]> {
  const counts = async () => {
    const { rows } = await sql<{ stored: number; rejected: number }>`
      select (select count(*) from interactions where tenant_id = ${tenant.id}) as stored,
        (select count(*) from rejected_interactions where tenant_id = ${tenant.id}) as rejected`.execute(db)
    return rows[0]
  }
  const kinds: Outcome['kind'][] = []
  let isDeleted = false
  const post = async (number: number) => {
    do kinds.push((await intake.record(interaction(number === 0))).kind)
    while (!isDeleted)
  }
  await intake.record(interaction(false)) // so that what is about to be deleted is known
  const posting = [0, 1, 2, 3].map(post)
  for (let tick = 0; tick < Math.random() * 20; tick++) await new Promise(setImmediate)
  await transact(db, erase)
  const first = await counts()
  isDeleted = true
  await Promise.all(posting)
  const late = await intake.record(interaction(false))
  assert.deepEqual(await counts(), first, 'nothing was stored after the deletion')
  return [...kinds, late.kind]
}

test('a contact that is being deleted gets no interaction afterwards', async () => {
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const activity = await newActivity(db)
    const contactId = await addContact(db, activity.tenant)
    const kinds = await race(
      activity,
      isBroken => activity.interaction(isBroken ? {} : { page: '/' }, { contactId }),
      tx => deleteContact(tx, activity.tenant, contactId, undefined, new Date()),
    )
    assert.equal(kinds.at(-1), 'contact missing')
    for (const each of kinds) seen.add(each)
  }
  assert.ok(!seen.has('schema missing'))
  if (kind === 'server')
    assert.ok(seen.has('stored') && seen.has('rejected'), 'some came before the deletion')
})

test('what a contact does while it is merged with another belongs to the one that stays', async () => {
  for (let round = 0; round < rounds; round++) {
    const activity = await newActivity(db)
    const { tenant, contactId: into } = activity
    const from = await addContact(db, tenant)
    const merge = { into, from, actor: 'test' }
    const kinds = await race(
      activity,
      () => activity.interaction({ page: '/' }, { contactId: from }),
      async tx => void (await mergeContacts(tx, tenant, merge, new Date(), new Date())),
    )
    assert.equal(kinds.at(-1), 'contact missing')
    const { rows } = await sql<{ contact_id: string; count: number }>`
      select contact_id, count(*) from interactions where tenant_id = ${tenant.id} group by contact_id`.execute(
      db,
    )
    const stored = kinds.filter(each => each === 'stored').length
    assert.deepEqual(rows, [{ contact_id: into, count: stored + 1 }])
  }
})

test('a schema that is being deleted gets no interaction afterwards', async () => {
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round++) {
    const activity = await newActivity(db)
    const schema = await addSchema(db, activity.tenant, 'short-lived')
    const kinds = await race(
      activity,
      isBroken => activity.interaction(isBroken ? {} : { page: '/' }, { schema }),
      tx => deleteSchema(tx, activity.tenant, 'short-lived', new Date()),
    )
    assert.equal(kinds.at(-1), 'schema missing')
    for (const each of kinds) seen.add(each)
  }
  assert.ok(!seen.has('contact missing'))
  if (kind === 'server')
    assert.ok(seen.has('stored') && seen.has('rejected'), 'some came before the deletion')
})

if (kind === 'server') {
  /** Deletes something between the moment at which an interaction has found it and the one at which it is stored. */
  async function deleteInBetween(activity: Activity, isKnown: boolean, erase: (tx: Tx) => Promise<void>) {
    const { id } = activity.tenant
    if (isKnown) await intake.record(activity.interaction())
    const holder = await db.startTransaction().execute()
    await sql`select 1 from log_heads where tenant_id = ${id} and log = 'interactions' for update`.execute(
      holder,
    )
    const recording = intake.record(activity.interaction())
    await until(async () => (await waitingForLocks()) === 1)
    const deleting = transact(db, erase).then(() =>
      db.selectFrom('interactions').select('id').where('tenant_id', '=', id).execute(),
    )
    await until(async () => (await waitingForLocks()) === 2)
    await holder.commit().execute()
    assert.equal((await recording).kind, 'stored')
    assert.equal(
      (await deleting).length,
      isKnown ? 2 : 1,
      'it was stored before the deletion, whose event is told after it',
    )
  }

  async function waitingForLocks(): Promise<number> {
    const { rows } = await sql`select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
    return rows.length
  }

  for (const isKnown of [false, true]) {
    const found = isKnown ? 'knows' : 'has found'
    test(`the deletion of a contact waits for an interaction that ${found} the contact`, async () => {
      const activity = await newActivity(db)
      const { tenant, contactId } = activity
      await deleteInBetween(activity, isKnown, tx =>
        deleteContact(tx, tenant, contactId, undefined, new Date()),
      )
    })

    test(`the deletion of a schema waits for an interaction that ${found} the schema`, async () => {
      const activity = await newActivity(db)
      await deleteInBetween(activity, isKnown, tx => deleteSchema(tx, activity.tenant, 'visit', new Date()))
    })
  }
}
