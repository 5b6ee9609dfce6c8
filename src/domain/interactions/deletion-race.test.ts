import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import type { Tx } from '../../storage/driver.ts'
import { createLogSignal } from '../../storage/log/signal.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { createIntake } from './intake.ts'
import type { Outcome } from './interaction.ts'
import type { Submission } from './record-interactions.ts'

const { kind, db, close } = await testDatabase()
after(close)

const rounds = kind === 'server' ? 60 : 6
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
    const [stored, rejected] = await Promise.all(
      (['interactions', 'rejected_interactions'] as const).map(table =>
        db
          .selectFrom(table)
          .select(db.fn.countAll<number>().as('count'))
          .where('tenant_id', '=', tenant.id)
          .executeTakeFirstOrThrow(),
      ),
    )
    return [stored?.count, rejected?.count]
  }
  const recording: Promise<Outcome>[] = []
  let isDeleted = false
  const post = async () => {
    while (!isDeleted) {
      recording.push(intake.record(interaction(recording.length % 3 === 0)))
      await new Promise(setImmediate)
    }
  }
  const posting = post()
  const [first] = await Promise.all([
    transact(db, erase).then(counts),
    // Deletes at another moment of the batches each time.
    ...Array.from({ length: 3 }, () => intake.record(interaction(false))),
  ])
  const late = await intake.record(interaction(false))
  isDeleted = true
  await posting
  const outcomes = await Promise.all(recording)
  assert.deepEqual(await counts(), first, 'nothing was stored after the deletion')
  return [...outcomes.map(outcome => outcome.kind), late.kind]
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
