import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { newTenant, type TestDatabase, testDatabase } from '../../../test/kit/database.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { advance } from '../../storage/log/consumer.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { type ClockMove, moveClock } from '../accounts/move-clock.ts'
import { readContactRules } from '../contacts/contact-rules.ts'
import { createContact } from '../contacts/create-contact.ts'
import { deleteContact } from '../contacts/delete-contact.ts'
import { mergeContacts } from '../contacts/merge-contacts.ts'
import { updateContacts } from '../contacts/update-contacts.ts'
import { noteVisit } from '../contacts/visit.ts'
import { deleteInteraction } from '../interactions/delete-interaction.ts'
import { prepare } from '../interactions/interaction.ts'
import { commitInteractions } from '../interactions/record-interactions.ts'
import { removals } from '../interactions/removals.ts'
import { registerReceipts } from '../purchases/register-receipts.ts'
import { createSchema } from '../schemas/create-schema.ts'
import { deleteSchema } from '../schemas/delete-schema.ts'
import { readSchemas } from '../schemas/schema-cache.ts'
import { addToList, removeFromList } from './change-list.ts'
import { changeSegment } from './change-segment.ts'
import { computePortion } from './compute-segments.ts'
import { createSegment } from './create-segment.ts'
import { segmentEvents, segmentInteractions } from './follow-log.ts'
import { standAt } from './match-contacts.ts'
import { readNaiveContacts, turnAddresses, turnDevices } from './naive-members.sql.ts'
import { fulfilsRule } from './naive-reference.ts'
import { contactCount, type Happening, happening, placeholders, rules } from './random-history.ts'
import { present, schemaNames } from './random-rules.ts'
import type { Rule } from './rule.ts'
import { wholeRule } from './segment.ts'
import { sweepSegments } from './sweep-segments.ts'

let database: TestDatabase
let db: Db
before(async () => {
  database = await testDatabase()
  db = database.db
})
after(() => database.close())

test('members of live segments are those of a full look, after any history', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(rules([placeholders.list]), rules([placeholders.list, placeholders.first]), fc.boolean()),
      fc.array(happening, { maxLength: 25, size: 'max' }),
      async ([first, second, includesUnapproved], happenings) => {
        const story = await begin(first, second, includesUnapproved)
        await story.settle()
        for (const each of happenings) await story.happen(each)
        await story.happen({ do: 'move clock', by: 0, freeze: true })
        await story.settle()
        await story.compare()
      },
    ),
    {
      numRuns: Number(process.env.PARLEY_TEST_RUNS ?? 7),
      ...(process.env.PARLEY_TEST_SEED && { seed: Number(process.env.PARLEY_TEST_SEED) }),
    },
  )
})

test('the same while two processes work on it all the time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(rules([placeholders.list]), rules([placeholders.list, placeholders.first])),
      fc.array(happening, { minLength: 15, maxLength: 25, size: 'max' }),
      async ([first, second], happenings) => {
        const story = await begin(first, second, true)
        const processes = [story.startProcess(), story.startProcess()]
        for (const each of happenings) if (each.do !== 'work') await story.happen(each)
        for (const process of processes) await process.stop()
        await story.happen({ do: 'move clock', by: 0, freeze: true })
        await story.settle()
        await story.compare()
      },
    ),
    { numRuns: Number(process.env.PARLEY_TEST_RUNS ?? 3) },
  )
})

async function begin(first: Rule, second: Rule, includesUnapproved: boolean) {
  let tenant = await newTenant(db)
  const now = async () => {
    const row = await db
      .selectFrom('tenants')
      .selectAll()
      .where('id', '=', tenant.id)
      .executeTakeFirstOrThrow()
    tenant = { ...tenant, clockOffsetMs: row.clock_offset_ms, clockFrozenAt: row.clock_frozen_at }
    return tenant.clockFrozenAt ?? new Date(Date.now() + tenant.clockOffsetMs)
  }
  const move = (clockMove: ClockMove) =>
    transact(db, tx => moveClock(tx, tenant, clockMove, 'test', new Date()))
  await move({ kind: 'set', at: present })
  for (const id of schemaNames)
    await transact(db, tx => createSchema(tx, tenant, { id, displayName: id, jsonSchema }, present))
  const contacts: (string | undefined)[] = []
  for (let index = 0; index < contactCount; index++) contacts.push(await create(index !== 0))

  async function create(approved: boolean): Promise<string> {
    const at = await now()
    const input = { attributes: { email: `${newId()}@example.com` }, createAsUnapproved: !approved }
    return (await transact(db, tx => createContact(tx, tenant, input, at))).id
  }
  const names = new Map<string, string>()
  const real = (rule: Rule): unknown => {
    const text = JSON.stringify(rule)
    return JSON.parse([...names].reduce((all, [placeholder, id]) => all.replaceAll(placeholder, id), text))
  }
  const make = async (kind: 'list' | 'live', rule?: Rule) => {
    const at = await now()
    const input = { name: 'x', kind, ...(rule && { rule: real(rule) }), includesUnapproved }
    return (await transact(db, tx => createSegment(tx, tenant, input, at))).id
  }
  names.set(placeholders.list, await make('list'))
  names.set(placeholders.first, await make('live', first))
  const live = [names.get(placeholders.first)!, await make('live', second)]

  const workers = {
    interactions: () => advance(db, { ...segmentInteractions, stretchLength: 2 }, tenant.id),
    events: () => advance(db, { ...segmentEvents, stretchLength: 2 }, tenant.id),
    removals: () => advance(db, removals, tenant.id),
    sweep: () => sweepSegments(db, tenant.id),
    compute: () => computePortion(db, tenant.id, 2),
    settle,
  }
  const recorded: string[] = []
  const deleted = new Set<string>()

  async function happen(given: Happening): Promise<void> {
    const at = await now()
    const contactId = 'who' in given ? contacts[given.who] : undefined
    switch (given.do) {
      case 'work':
        return void (await workers[given.what as keyof typeof workers]())
      case 'move clock':
        await move(given.freeze ? { kind: 'freeze' } : { kind: 'resume', toRealTime: false })
        return void (await move({ kind: 'set', at: new Date((await now()).getTime() + given.by) }))
      case 'move zone':
        return void (await transact(db, tx =>
          changeSettings(tx, tenant, { timeZone: given.zone }, 'test', new Date()),
        ))
      case 'create':
        if (contactId === undefined) contacts[given.who] = await create(given.approved)
        return
      case 'delete schema':
        if (!deleted.has(given.schema)) await transact(db, tx => deleteSchema(tx, tenant, given.schema, at))
        return void deleted.add(given.schema)
      case 'change rule': {
        const { error } = await attempt(() =>
          transact(db, tx => changeSegment(tx, tenant, live[0]!, { rule: real(given.rule) }, at)),
        )
        return void (error && assert.equal((error as { code?: string }).code, 'segment-rule-invalid'))
      }
      case 'delete interaction': {
        const [id] = recorded.splice(given.which, 1)
        return void (
          id && (await attempt(() => transact(db, tx => deleteInteraction(tx, tenant.id, id, at))))
        )
      }
    }
    if (contactId === undefined) return
    switch (given.do) {
      case 'interact': {
        const schema = (await readSchemas(db, tenant)).get(given.schema)
        if (!schema) return
        const input = {
          contactId,
          schemaId: given.schema,
          createdDate: given.at,
          payload: given.payload,
          body: '{}',
        }
        const [outcome] = await commitInteractions(db, [
          { prepared: prepare(tenant.id, schema, input), receivedAt: at },
        ])
        if (outcome?.kind === 'stored') recorded.push(outcome.id)
        return
      }
      case 'update':
        return update(contactId, { attributes: { [given.name]: given.value } }, at)
      case 'say': {
        const consents = [{ id: 'c1', value: given.consents, date: at.toISOString() }]
        return update(contactId, { preferences: { email: given.accepts }, consents }, at)
      }
      case 'merge': {
        const other = contacts[given.other]
        if (other === undefined || other === contactId) return
        const merge = { into: contactId, from: other, actor: 'test' }
        await transact(db, tx => mergeContacts(tx, tenant, merge, at, new Date()))
        contacts[given.other] = undefined
        return
      }
      case 'delete':
        await transact(db, tx => deleteContact(tx, tenant, contactId, undefined, at))
        contacts[given.who] = undefined
        return
      case 'buy':
        return void (await transact(db, tx => registerReceipts(tx, tenant, [receipt(contactId, given)], at)))
      case 'read message': {
        const event = { tenantId: tenant.id, type: `message.${given.what}`, contactId, at: given.at }
        return transact(db, tx =>
          appendEvents(tx, [
            { ...event, data: { sendId: given.sendId, channel: 'email', templateId: 't1' } },
          ]),
        )
      }
      case 'device':
        return transact(db, async tx => {
          await turnDevices(tx, tenant.id, contactId, given.isAdded, at)
          const type = given.isAdded ? 'device.added' : 'device.removed'
          await appendEvents(tx, [{ tenantId: tenant.id, type, contactId, data: { channel: 'push' }, at }])
        })
      case 'visit':
        return void (await noteVisit(db, tenant.id, contactId, [given.channel], at))
      case 'suppress':
        return transact(db, async tx => {
          const type = given.isWanted ? 'address.released' : 'address.suppressed'
          const addresses = await turnAddresses(tx, tenant.id, contactId, given.isWanted, at)
          await appendEvents(
            tx,
            addresses.map(data => ({ tenantId: tenant.id, type, data, at })),
          )
        })
      case 'list': {
        const change = given.isIn ? addToList : removeFromList
        return void (await transact(db, tx =>
          change(tx, tenant.id, names.get(placeholders.list)!, [contactId], at),
        ))
      }
    }
  }

  async function update(contactId: string, patch: object, at: Date) {
    const rules = await readContactRules(db, tenant)
    await transact(db, tx => updateContacts(tx, tenant, rules, [{ contactId, patch }], at))
  }

  /** Lets everybody finish. */
  async function settle() {
    for (let isBusy = true; isBusy; ) {
      await sweepSegments(db, tenant.id, true)
      isBusy = await computePortion(db, tenant.id, 3)
      for (const consumer of [segmentInteractions, segmentEvents])
        while ((await advance(db, consumer, tenant.id)) === 'behind') isBusy = true
      const { rows } = await database.pool.query(
        `select 1 from log_heads head left join log_cursors cursor on cursor.tenant_id = head.tenant_id
           and cursor.log = head.log and consumer like 'segment-%'
         where head.tenant_id = $1 and coalesce(cursor.seq, 0) < head.seq
         union all select 1 from segments where tenant_id = $1 and state <> 'ready'`,
        [tenant.id],
      )
      isBusy ||= rows.length > 0
    }
  }

  /** Works until it is stopped, in whatever order. */
  function startProcess() {
    let isStopped = false
    const run = async () => {
      while (!isStopped)
        for (const work of [
          workers.interactions,
          workers.sweep,
          workers.events,
          workers.compute,
          workers.removals,
        ])
          await work()
    }
    const running = run()
    return {
      async stop() {
        isStopped = true
        await running
      },
    }
  }

  return {
    happen,
    settle,
    startProcess,
    async compare() {
      const at = { now: await now(), zone: (await standAt(db, tenant.id, present)).zone }
      const everyone = await readNaiveContacts(db, tenant.id)
      for (const id of live) {
        const row = await db.selectFrom('segments').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
        assert.deepEqual([row.state, row.last_error], ['ready', null])
        const rule = wholeRule(row.rule as Rule, includesUnapproved)
        const expected = [...everyone].flatMap(([contactId, contact]) =>
          fulfilsRule(rule, contact, at) ? [contactId] : [],
        )
        const members = [...everyone].flatMap(([contactId, { segments }]) =>
          segments.has(id) ? [contactId] : [],
        )
        assert.deepEqual(members, expected)
      }
    },
  }
}

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    page: { type: 'string', displayName: 'Page', addToSegmentation: true },
    rating: { type: 'number', displayName: 'Rating', addToSegmentation: true },
    done: { type: 'boolean', displayName: 'Done', addToSegmentation: true },
  },
}

function receipt(
  contactId: string,
  { at, store, sku, amount }: { at: Date; store: string; sku: string; amount: string },
) {
  const id = newId()
  return {
    contact: { kind: 'contactId', value: contactId },
    uniqueReceiptId: id,
    receiptNumber: id,
    createdDate: at,
    storeExternalId: store,
    storeName: null,
    currency: 'EUR',
    exchangeRate: '1',
    totalGrossPrice: amount,
    items: [
      {
        type: 'PURCHASE',
        sku,
        quantity: '1',
        grossPaidPrice: amount,
        taxAmount: '0',
        taxPercent: '0',
        articleNumber: sku,
        articleName: sku,
        articleGroup: null,
        packQuantity: null,
        marginPercent: null,
        awardsBonus: null,
        discounts: [],
        extraData: [],
      },
    ],
    payments: [],
    taxDetails: [],
    usedVouchers: [],
    usedPromotions: [],
    extraData: [],
  } as unknown as Parameters<typeof registerReceipts>[2][number]
}

async function attempt(work: () => Promise<unknown>): Promise<{ error?: unknown }> {
  try {
    await work()
    return {}
  } catch (error) {
    return { error }
  }
}
