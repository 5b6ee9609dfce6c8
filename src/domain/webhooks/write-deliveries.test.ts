import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Activity, addContact, addSchema, newActivity } from '../../../test/kit/activity.ts'
import { testDatabase } from '../../../test/kit/database.ts'
import { countsReads, rowsRead } from '../../../test/kit/rows-read.ts'
import { catchUp, deliveriesOf, moveClock, subscribe, tell } from '../../../test/kit/webhooks.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { advance, type Consumer } from '../../storage/log/consumer.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { webhookFaces } from '../../workers/webhook-faces.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { deleteInteraction } from '../interactions/delete-interaction.ts'
import { commitInteractions } from '../interactions/record-interactions.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { disableWebhook } from './disable-webhook.ts'
import { webhookConsumers } from './write-deliveries.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const url = 'https://shop.example.com/hooks'
const interactionEvents = ['interaction.created', 'interaction.deleted', 'interaction.rejected']
const [eventsConsumer, interactionsConsumer] = webhookConsumers(webhookFaces) as [Consumer, Consumer]

/** What waits for a tenant, oldest first. */
async function written(tenant: Tenant) {
  await catchUp(db, tenant)
  return (await deliveriesOf(db, tenant)).toReversed()
}
const typesOf = (deliveries: Awaited<ReturnType<typeof written>>) =>
  deliveries.map(({ eventType }) => eventType)
const payloads = (deliveries: Awaited<ReturnType<typeof written>>) =>
  deliveries.map(({ body }) => JSON.parse(body).payload)
const append = (tenant: Tenant, type: string, contactId: string | undefined, data: object) =>
  transact(db, tx =>
    appendEvents(tx, [
      { tenantId: tenant.id, type, data, at: new Date(), ...(contactId !== undefined && { contactId }) },
    ]),
  )

test('a webhook without a list of events hears of contacts and not of interactions', async () => {
  const activity = await newActivity(db)
  const { tenant } = activity
  await subscribe(db, tenant, { url })
  const contactId = await addContact(db, tenant)
  await commitInteractions(db, [activity.interaction()])
  await transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date()))
  assert.deepEqual(
    typesOf(await written(tenant)),
    ['contact.deleted'],
    'what told of it before is gone with it',
  )
  const stays = await addContact(db, tenant)
  const [, created] = await written(tenant)
  assert.deepEqual(JSON.parse(created!.body), {
    id: created!.messageId,
    eventType: 'contact.created',
    tenant: tenant.slug,
    isEncrypted: false,
    payload: { contactId: stays, contactType: 'Member', approved: true },
  })
})

test('interactions are told to those who name them: accepted, rejected, deleted', async () => {
  const activity = await newActivity(db)
  const { tenant, contactId } = activity
  await subscribe(db, tenant, { url, eventTypes: interactionEvents })
  const [good, bad] = [activity.interaction({ page: '/ü' }), activity.interaction({})]
  await commitInteractions(db, [good, bad])
  const { id, createdDate } = good.prepared
  const first = await written(tenant)
  assert.deepEqual(new Set(typesOf(first)), new Set(['interaction.rejected', 'interaction.created']))
  const created = first.find(({ eventType }) => eventType === 'interaction.created')
  assert.deepEqual(JSON.parse(created!.body).payload, {
    interactionId: id,
    contactId,
    schemaId: 'visit',
    createdDate: createdDate.toISOString(),
    payload: { page: '/ü' },
  })
  const rejected = first.find(({ eventType }) => eventType === 'interaction.rejected')
  assert.deepEqual(JSON.parse(rejected!.body).payload, {
    rejectedInteractionId: bad.prepared.id,
    contactId,
    schemaId: 'visit',
  })
  await transact(db, tx => deleteInteraction(tx, tenant.id, id, new Date()))
  const [, , deleted] = await written(tenant)
  assert.equal(deleted!.eventType, 'interaction.deleted')
  assert.deepEqual(JSON.parse(deleted!.body).payload, { interactionId: id, contactId, schemaId: 'visit' })
})

test('one fact makes as many messages as it has news, each with an id of its own that is always the same', async () => {
  const { tenant, contactId } = await newActivity(db)
  const one = await subscribe(db, tenant, { url })
  const two = await subscribe(db, tenant, {
    url,
    eventTypes: ['contact.consent.changed', 'contact.acceptsSms.changed'],
  })
  await append(tenant, 'contact.updated', contactId, {
    attributes: ['city'],
    preferences: { email: true, sms: false },
    consents: { terms: true },
    contactType: { from: 'Contact', to: 'Member' },
  })
  const all = await written(tenant)
  const ofOne = all.filter(({ webhookId }) => webhookId === one.webhook.id)
  assert.deepEqual(typesOf(ofOne), [
    'contact.updated',
    'contact.acceptsEmail.changed',
    'contact.acceptsSms.changed',
    'contact.consent.changed',
  ])
  assert.deepEqual(payloads(ofOne), [
    { contactId, attributes: ['city'], contactType: 'Member' },
    { contactId, acceptsEmail: true },
    { contactId, acceptsSms: false },
    { contactId, consentId: 'terms', value: true },
  ])
  const ids = ofOne.map(({ messageId }) => messageId)
  assert.equal(new Set(ids).size, 4)
  const ofTwo = all.filter(({ webhookId }) => webhookId === two.webhook.id)
  assert.deepEqual(
    ofTwo.map(({ messageId }) => messageId),
    ids.slice(2),
    'whoever gets a message gets it under the same id',
  )
})

test('webhooks are chosen by schema and by contact type', async () => {
  const activity = await newActivity(db)
  const { tenant } = activity
  const other = await addSchema(db, tenant, 'other')
  const make = (input: object) =>
    subscribe(db, tenant, { url, eventTypes: ['interaction.created'], ...input })
  const visits = await make({ schemaIds: ['visit'] })
  const both = await make({ schemaIds: ['visit', 'other'], contactTypes: ['Member', 'Contact'] })
  const none = await make({ contactTypes: ['Contact'] })
  await commitInteractions(db, [
    activity.interaction(),
    activity.interaction({ page: '/' }, { schema: other }),
  ])
  const all = await written(tenant)
  const countOf = ({ webhook }: typeof visits) =>
    all.filter(({ webhookId }) => webhookId === webhook.id).length
  assert.deepEqual([visits, both, none].map(countOf), [1, 2, 0])
})

test('what happened before a webhook was made, and while it was off, is not sent', async () => {
  const { tenant } = await newActivity(db)
  await tell(db, tenant, ['seen by a consumer before'])
  await append(tenant, 'contact.updated', undefined, { attributes: ['not seen by one before'] })
  const { webhook } = await subscribe(db, tenant, { url })
  await transact(db, tx => disableWebhook(tx, tenant.id, webhook.id, 'test', new Date()))
  await tell(db, tenant, ['while off'])
  assert.deepEqual(await written(tenant), [])
})

test('a failure in the middle leaves nothing, and the stretch is done once afterwards', async () => {
  const { tenant } = await newActivity(db)
  await catchUp(db, tenant)
  await subscribe(db, tenant, { url })
  const at = new Date()
  const data = { attributes: ['a'] }
  const facts = Array.from({ length: 450 }, () => ({
    tenantId: tenant.id,
    type: 'contact.updated',
    data,
    at,
  }))
  await transact(db, tx => appendEvents(tx, facts))
  const broken: Consumer = {
    ...eventsConsumer,
    async handle(tx, stretch) {
      await eventsConsumer.handle(tx, stretch)
      throw new Error('killed')
    },
  }
  await assert.rejects(advance(db, broken, tenant.id), /killed/)
  assert.deepEqual(await deliveriesOf(db, tenant), [])
  const runners = Array.from({ length: 4 }, () => advance(db, eventsConsumer, tenant.id))
  await Promise.all(runners)
  const all = await written(tenant)
  assert.equal(all.length, 450)
  assert.equal(new Set(all.map(({ messageId }) => messageId)).size, 450)
})

test('deliveries are due at once on the clock of their tenant', async () => {
  const { tenant } = await newActivity(db)
  await catchUp(db, tenant)
  await subscribe(db, tenant, { url })
  await moveClock(db, tenant, 86_400_000)
  await tell(db, tenant, ['a'])
  const [delivery] = await deliveriesOf(db, tenant)
  assert.ok(Math.abs(delivery!.dueAt.getTime() - Date.now() - 86_400_000) < 60_000)
  assert.equal(delivery!.dueAt.getTime(), delivery!.createdAt.getTime())
})

test('of a deleted contact nothing stays but that it was deleted, whichever log comes first', async () => {
  for (const order of [
    [eventsConsumer, interactionsConsumer],
    [interactionsConsumer, eventsConsumer],
  ]) {
    const activity = await newActivity(db)
    const { tenant, contactId } = activity
    await catchUp(db, tenant)
    await subscribe(db, tenant, {
      url,
      eventTypes: [...interactionEvents, 'contact.updated', 'contact.deleted'],
    })
    const early = activity.interaction()
    await commitInteractions(db, [early, activity.interaction({})])
    await append(tenant, 'contact.updated', contactId, { attributes: ['a'] })
    assert.equal((await written(tenant)).length, 3)
    await commitInteractions(db, [activity.interaction()])
    await transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date()))
    for (const consumer of order) await advance(db, consumer!, tenant.id)
    assert.deepEqual(typesOf(await written(tenant)), ['contact.deleted'])
  }
})

test('a contact that is deleted while its interactions are told of leaves nothing behind', async () => {
  const activity: Activity = await newActivity(db)
  const { tenant } = activity
  await subscribe(db, tenant, { url, eventTypes: ['interaction.created'] })
  const contacts = await Promise.all(Array.from({ length: 12 }, () => addContact(db, tenant)))
  await commitInteractions(
    db,
    contacts.flatMap(contactId => [
      activity.interaction({ page: '/' }, { contactId }),
      activity.interaction(),
    ]),
  )
  await Promise.all([
    catchUp(db, tenant),
    ...contacts.map(contactId =>
      transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date())),
    ),
  ])
  const left = await written(tenant)
  assert.deepEqual(new Set(payloads(left).map(({ contactId }) => contactId)), new Set([activity.contactId]))
  assert.equal(left.length, 12)
})

test('an interaction that is gone before it was told is not told, nor is one of a deleted schema', async () => {
  const activity = await newActivity(db)
  const { tenant } = activity
  const doomed = await addSchema(db, tenant, 'doomed')
  await subscribe(db, tenant, { url, eventTypes: ['interaction.created'] })
  const [gone, stays] = [activity.interaction(), activity.interaction()]
  await commitInteractions(db, [gone, stays, activity.interaction({ page: '/' }, { schema: doomed })])
  await transact(db, tx => deleteInteraction(tx, tenant.id, gone.prepared.id, new Date()))
  await transact(db, tx => deleteSchema(tx, tenant, 'doomed', new Date()))
  assert.deepEqual(
    payloads(await written(tenant)).map(({ interactionId }) => interactionId),
    [stays.prepared.id],
  )
})

test('a tenant without webhooks costs one statement for each stretch', async () => {
  const activity = await newActivity(db)
  await commitInteractions(
    db,
    Array.from({ length: 50 }, () => activity.interaction()),
  )
  for (const consumer of [eventsConsumer, interactionsConsumer]) {
    let statements = 0
    await transact(db, async tx => {
      const counting = new Proxy(tx, {
        get(target, name, receiver) {
          if (name === 'getExecutor') statements++
          const value = Reflect.get(target, name, receiver)
          return typeof value === 'function' ? value.bind(target) : value
        },
      })
      await consumer.handle(counting, { tenantId: activity.tenant.id, after: 0, upTo: 1000 })
    })
    assert.equal(statements, 1)
  }
})

test(
  'facts are told without reading all contacts, however few there were at first',
  countsReads(database),
  async () => {
    const { tenant, contactId } = await newActivity(db)
    await subscribe(db, tenant, { url, eventTypes: ['contact.updated', 'interaction.created'] })
    await transact(db, async tx => {
      const stretch = { tenantId: tenant.id, after: 0, upTo: 1000 }
      const tellAll = async () => {
        await eventsConsumer.handle(tx, stretch)
        await interactionsConsumer.handle(tx, stretch)
      }
      for (let round = 0; round < 10; round++) await tellAll()
      const { rows } = await sql<{ id: string }>`
      insert into contacts (tenant_id, id, contact_type, approved, attributes, created_at, modified_at)
      select tenant_id, gen_random_uuid(), contact_type, approved, attributes, created_at, modified_at
      from contacts, generate_series(1, 5000) where tenant_id = ${tenant.id} and id = ${contactId}
      returning id`.execute(tx)
      const changed = rows.filter((_, index) => index % 100 === 0)
      const fact = { tenantId: tenant.id, type: 'contact.updated', data: {}, at: new Date() }
      await appendEvents(
        tx,
        changed.map(({ id }) => ({ ...fact, contactId: id })),
      )
      const read = await rowsRead(tx, 'contacts', tellAll)
      assert.ok(read < 1000, `${read} contacts were read`)
    })
  },
)

test('one tenant hears nothing of another', async () => {
  const [one, other] = [await newActivity(db), await newActivity(db)]
  await subscribe(db, one.tenant, { url, eventTypes: ['interaction.created', 'contact.updated'] })
  await commitInteractions(db, [other.interaction()])
  await append(other.tenant, 'contact.updated', newId(), { attributes: ['a'] })
  await catchUp(db, other.tenant)
  assert.deepEqual(await written(one.tenant), [])
  assert.deepEqual(await deliveriesOf(db, other.tenant), [])
})
