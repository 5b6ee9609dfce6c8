import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteInteraction } from './delete-interaction.ts'
import { readInteraction } from './read-interactions.ts'
import { commitInteractions } from './record-interactions.ts'

const { db, close } = await testDatabase()
after(close)

const at = new Date('2025-06-15T12:00:00Z')
const remove = (tenantId: string, id: string) => transact(db, tx => deleteInteraction(tx, tenantId, id, at))

test('a deleted interaction is gone at once, and an event tells what it was', async () => {
  const activity = await newActivity(db)
  const { tenant, schema, contactId } = activity
  const [stays, goes] = [activity.interaction(), activity.interaction()]
  await commitInteractions(db, [stays, goes])
  const { id } = goes.prepared
  await remove(tenant.id, id)
  await assert.rejects(readInteraction(db, tenant.id, id), { code: 'interaction-not-found' })
  assert.equal((await readInteraction(db, tenant.id, stays.prepared.id)).id, stays.prepared.id)
  const event = await db
    .selectFrom('events')
    .select(['contact_id', 'data', 'at'])
    .where('tenant_id', '=', tenant.id)
    .where('type', '=', 'interaction.deleted')
    .execute()
  assert.deepEqual(event, [
    { contact_id: contactId, data: { interactionId: id, schemaKey: schema.key, seq: 2 }, at },
  ])
})

test('only what can be read can be deleted', async () => {
  const [activity, other] = [await newActivity(db), await newActivity(db)]
  const { prepared, receivedAt } = activity.interaction()
  await commitInteractions(db, [{ prepared, receivedAt }])
  const notFound = { code: 'interaction-not-found' }
  await assert.rejects(remove(other.tenant.id, prepared.id), notFound)
  await assert.rejects(remove(activity.tenant.id, newId()), notFound)
  await assert.rejects(remove(activity.tenant.id, 'x'), { code: 'interaction-id-invalid' })
  await transact(db, tx => deleteContact(tx, activity.tenant, activity.contactId, undefined, at))
  await assert.rejects(remove(activity.tenant.id, prepared.id), notFound)
})

test('one that several delete at once is deleted once', async () => {
  const activity = await newActivity(db)
  const { prepared, receivedAt } = activity.interaction()
  await commitInteractions(db, [{ prepared, receivedAt }])
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => remove(activity.tenant.id, prepared.id)))
  const codes = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'deleted'))
  const missing = 'interaction-not-found'
  assert.deepEqual(codes.sort(), ['deleted', missing, missing, missing])
})
