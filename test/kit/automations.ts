import { type Tenant, fromRow as toTenant } from '../../src/domain/accounts/tenant.ts'
import { advanceRuns, claimRuns, dueLanes } from '../../src/domain/automations/advance-runs.ts'
import type { AutomationWithDefinition } from '../../src/domain/automations/automation.ts'
import { changeState, type StateAction } from '../../src/domain/automations/change-state.ts'
import { automationConsumers } from '../../src/domain/automations/consumers.ts'
import { createDefinitionCache } from '../../src/domain/automations/definition-cache.ts'
import { raiseOccasions } from '../../src/domain/automations/raise-occasions.ts'
import { workAudienceStarts } from '../../src/domain/automations/work-audience-starts.ts'
import { createAutomation } from '../../src/domain/automations/write-automations.ts'
import { createContact } from '../../src/domain/contacts/create-contact.ts'
import { prepare } from '../../src/domain/interactions/interaction.ts'
import { recordInteractions } from '../../src/domain/interactions/record-interactions.ts'
import { createSchema } from '../../src/domain/schemas/create-schema.ts'
import { readSchemas } from '../../src/domain/schemas/schema-cache.ts'
import { newId } from '../../src/kernel/ids.ts'
import { transact } from '../../src/storage/database.ts'
import type { Db } from '../../src/storage/driver.ts'
import { advance, type Consumer } from '../../src/storage/log/consumer.ts'
import { appendEvents } from '../../src/storage/log/events.ts'
import { newTenant } from './database.ts'

/** A tenant whose clock stands still until it is moved, with a schema `review` and what tests of automations do. */
export async function newStage(db: Db, { at = new Date('2026-03-02T10:00:00Z'), timeZone = 'UTC' } = {}) {
  const { id: tenantId } = await newTenant(db)
  await db
    .updateTable('tenants')
    .set({ clock_frozen_at: at, settings: JSON.stringify({ timeZone }) })
    .where('id', '=', tenantId)
    .execute()
  const tenantRow = () =>
    db.selectFrom('tenants').selectAll().where('id', '=', tenantId).executeTakeFirstOrThrow()
  const tenant: Tenant = toTenant(await tenantRow())
  const now = async () => (await tenantRow()).clock_frozen_at!
  const input = { id: 'review', displayName: 'Review', jsonSchema: reviewSchema }
  await transact(db, tx => createSchema(tx, tenant, input, at))
  const cache = createDefinitionCache()
  const consumers = automationConsumers(cache)

  const stage = {
    tenant,
    tenantId,
    now,
    consumers,
    cache,
    async contact(attributes: object = {}): Promise<string> {
      const given = { email: `${newId()}@example.com`, ...attributes }
      return transact(
        db,
        async tx =>
          (await createContact(tx, tenant, { attributes: given, createAsUnapproved: false }, at)).id,
      )
    },
    /** Makes an automation; starts it unless told otherwise. */
    async automation(
      definition: object,
      action: StateAction | null = 'start',
    ): Promise<AutomationWithDefinition> {
      const when = await now()
      const name = `a-${newId()}`
      const made = await transact(db, tx => createAutomation(tx, tenant, { name, definition }, when))
      return action ? stage.change(made.id, action) : made
    },
    async change(id: string, action: StateAction) {
      const when = await now()
      return transact(db, tx => changeState(tx, tenant, id, action, when))
    },
    /** Records a review of a contact and answers its id. */
    async review(contactId: string, payload: object = {}, createdDate?: Date): Promise<string> {
      const when = await now()
      const schema = (await readSchemas(db, tenant)).get('review')!
      const body = { rating: 2, product: 'Kettle', ...payload }
      const prepared = prepare(tenantId, schema, {
        contactId,
        schemaId: 'review',
        createdDate: createdDate ?? when,
        payload: body,
        body: JSON.stringify(body),
      })
      const [outcome] = await transact(db, tx => recordInteractions(tx, [{ prepared, receivedAt: when }]))
      if (outcome?.kind !== 'stored') throw new Error(JSON.stringify(outcome))
      return outcome.id
    },
    async tell(type: string, contactId: string, data: object = {}) {
      const when = await now()
      await transact(db, tx => appendEvents(tx, [{ tenantId, type, contactId, data, at: when }]))
    },
    /** Lets one consumer handle all there is. */
    async follow(consumer: Consumer) {
      while ((await advance(db, consumer, tenantId)) === 'behind');
    },
    /** Lets the consumers and the runs do all that is to be done now. */
    async settle() {
      for (let round = 0; round < 50; round++) {
        for (const consumer of consumers) await stage.follow(consumer)
        const lanes = (await dueLanes(db, 500)).filter(lane => lane.tenantId === tenantId)
        const runs = await claimRuns(
          db,
          lanes.map(lane => ({ ...lane, room: 500 })),
          30_000,
        )
        if (runs.length === 0) return
        await advanceRuns(db, tenantId, runs, cache)
      }
      throw new Error('It never settles.')
    },
    async setClock(ahead: Duration | number) {
      const ms = typeof ahead === 'number' ? ahead : toMs(ahead)
      await db
        .updateTable('tenants')
        .set({ clock_frozen_at: new Date((await now()).getTime() + ms) })
        .where('id', '=', tenantId)
        .execute()
    },
    /** Moves the clock and lets happen what then happens. */
    async pass(duration: Duration | number) {
      await stage.setClock(duration)
      await stage.settle()
    },
    /** A template of an e-mail, transactional. */
    async template(): Promise<string> {
      const id = newId()
      await db
        .insertInto('message_templates')
        .values({
          tenant_id: tenantId,
          id,
          name: id,
          channel: 'email',
          is_transactional: true,
          consent_ids: [],
          subject: 's',
          mjml: null,
          html: null,
          text: 't',
          sender: 'null',
          tracks_opens: false,
          tracks_links: false,
          variables: [],
          created_at: new Date(),
          updated_at: new Date(),
        })
        .execute()
      return id
    },
    /** The attributes that a contact has now. */
    async attributesOf(contactId: string) {
      const row = await db
        .selectFrom('contacts')
        .select('attributes')
        .where('tenant_id', '=', tenantId)
        .where('id', '=', contactId)
        .executeTakeFirstOrThrow()
      return row.attributes
    },
    runs: () =>
      db.selectFrom('automation_runs').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute(),
    async path(runId: string): Promise<string[]> {
      const rows = await db
        .selectFrom('automation_run_steps')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('run_id', '=', runId)
        .orderBy('n')
        .execute()
      return rows.map(row => `${row.step}: ${row.outcome}`)
    },
    sends: () =>
      db.selectFrom('message_sends').selectAll().where('tenant_id', '=', tenantId).orderBy('id').execute(),
    refusals: () =>
      db
        .selectFrom('automation_refusals')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .orderBy('at')
        .execute(),
    events: (type: string) =>
      db
        .selectFrom('events')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .where('type', '=', type)
        .orderBy('seq')
        .execute(),
  }
  return stage
}

export type Stage = Awaited<ReturnType<typeof newStage>>

export const entry = { kind: 'interaction', schemaId: 'review' }
export const exit = (reason: string) => ({ kind: 'exit', reason })

/** Starts a contact's run on these steps, of which the first is `first`. */
export async function enter(
  stage: Stage,
  steps: Record<string, object>,
  more: object = {},
  contact: object = {},
) {
  const contactId = await stage.contact(contact)
  await stage.automation({ entry, start: 'first', steps, ...more })
  await stage.review(contactId)
  await stage.settle()
  return contactId
}

export async function endOf(stage: Stage): Promise<string[]> {
  const [run] = await stage.runs()
  return run ? [...(await stage.path(run.id)), run.reason] : []
}

type Duration = `${number} ${'minutes' | 'hours' | 'days'}`
const units = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 }
function toMs(duration: Duration): number {
  const [count, unit] = duration.split(' ')
  return Number(count) * units[unit as keyof typeof units]
}

const text = { type: 'string', displayName: 'Text' }
export const reviewSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    rating: { type: 'integer', displayName: 'Rating' },
    product: text,
  },
  required: ['rating'],
}

/** Does what the loop of occasions does, and what follows. */
export async function occur(db: Db, stage: Stage) {
  while ((await raiseOccasions(db)) + (await workAudienceStarts(db, stage.cache)) > 0);
  await stage.settle()
}
