/**
 * What is served of version 2, held against the vendor's own description: the parameters of each operation, the fields of
 * each body, and the names and types in each answer to a real request.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, testApp } from '../../../test/kit/app.ts'
import { draft } from '../../../test/kit/voyado.ts'
import { wholeBodies } from '../../../test/kit/voyado-bodies.ts'
import {
  assertIsOf,
  isWords,
  type Model,
  models,
  servedOperations,
  type VendorOperation,
} from '../../../test/kit/voyado-vendor.ts'
import { defineConsent } from '../../domain/contacts/define-consent.ts'
import { defineTrigger } from '../../domain/triggers/define-trigger.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'

const { services, newCompany, close } = await testApp()
after(close)
const { db } = services
const { tenant, call } = await newCompany({ settings: { groupCurrency: 'SEK' } })

async function make(path: string, body: object): Promise<Answer['body']> {
  const answer = await call('POST', `/api/v2${path}`, { body })
  assert.ok(answer.status < 300, `${path}: ${answer.text}`)
  return answer.body
}

const words = { 'sv-SE': 'Ja' }
const terms = { id: 'terms', name: 'Terms', isMandatory: false }
const texts = { displayText: words, linkText: words, conditionText: words }
const reset = { id: 'reset', name: 'Reset', description: '', fields: [] }
await transact(db, async tx => {
  await defineConsent(tx, tenant, { ...terms, ...texts })
  await defineTrigger(tx, tenant, reset, new Date())
})

const consent = { id: 'terms', value: true, date: '2025-01-01T00:00:00Z', source: 'ECOM', comment: 'yes' }
let people = 0
const newEmail = () => `person${++people}@example.com`
/** A contact with all parts that a contact can have. */
const newPerson = (more: object = {}) =>
  make('/contacts', { email: newEmail(), firstName: 'Ada', consents: [consent], ...more })

const keys = { externalId: 'crm-1', mobilePhone: '+46701234567', socialSecurityNumber: '199001012385' }
const ada = await newPerson(keys)
const { email, memberNumber } = ada.attributes
const bodies = wholeBodies(ada.id, email)

const schema = (id: string) => {
  const properties = { minutes: { type: 'integer', displayName: 'Minutes' } }
  return { id, displayName: id, jsonSchema: { $schema: draft, type: 'object', properties } }
}
const visit = { contactId: ada.id, schemaId: 'visit', payload: { minutes: 40 } }
await make('/interactionschemas', schema('visit'))
for (let n = 0; n <= 50; n++) await make('/interactions', visit)
await make('/stores', bodies.ApiStore)
await make('/receipts', bodies.Receipt)
const batchId = await make('/contacts/bulk', [{ email: newEmail() }])
const letter = {
  channel: 'email',
  name: 'Letter',
  source: 'Manual',
  is_transactional: false,
  status: 'Delivered',
}
await db
  .insertInto('messages')
  .values({
    ...letter,
    tenant_id: tenant.id,
    id: newId(),
    contact_id: ada.id,
    sent_at: new Date('2025-03-01T12:00:00Z'),
    link: 'https://m.example/1',
    text: 'Spring',
  })
  .execute()
await db
  .insertInto('segments')
  .values({ tenant_id: tenant.id, id: newId(), name: 'Spring', created_at: new Date() })
  .execute()

interface Sample {
  /** By the vendor's names, whether they stand in the path, the query or the headers. */
  readonly given?: Readonly<Record<string, string>>
  readonly body?: unknown
}
type MakeSample = () => Sample | Promise<Sample>

const ofAda = { contactId: ada.id as string }
/** Of a contact of its own: what is done to it is seen by no other sample. */
const ofNew =
  (sample: Sample): MakeSample =>
  async () => ({ ...sample, given: { contactId: (await newPerson()).id, ...sample.given } })
const member = { contactType: 'Member' }
const search = { ...member, ...keys, email, customKey: memberNumber, any: email }
const page = { offset: '0', count: '10' }
const trigger = { triggerId: 'reset' }
const dates = { fromDate: '2020-01-01 00:00:00.000', toDate: '2099-01-01 00:00:00.000' }
const value = { body: bodies.BoolRequest }
const rows = () => [{ email: newEmail() }]

/** A call of each operation with every parameter that the vendor describes. */
const samples: Readonly<Record<string, MakeSample>> = {
  CustomTriggers_TriggerByContactId: () => ({ given: { ...trigger, ...ofAda }, body: {} }),
  CustomTriggers_TriggerBySocialSecurityNumber: () => ({
    given: { ...trigger, ssn: keys.socialSecurityNumber },
    body: {},
  }),
  CustomTriggers_TriggerByExternalContactId: () => ({
    given: { ...trigger, externalId: keys.externalId },
    body: {},
  }),
  CustomTriggers_TriggerByContactTypeAndKey: () => ({
    given: { ...trigger, ...member, keyValue: email },
    body: {},
  }),
  Consents_GetConsents: () => ({}),
  ContactOverview_GetContactOverviewAsync: () => ({ given: { ...search, ...ofAda } }),
  ContactsV_Count: () => ({}),
  ContactsV_GetContactById: () => ({ given: ofAda }),
  ContactsV_UpdateContactPost: ofNew({ body: { firstName: 'Eva' } }),
  ContactsV_DeleteWithHeaderParam: ofNew({ given: { source: 'till' } }),
  ContactsV_CountByContactType: () => ({ given: member }),
  ContactBulk_GetBulkStatus: () => ({ given: { batchId } }),
  ContactsV_GetContactByTypeAndKeyValueInUrlAsync: () => ({ given: { ...member, keyValue: email } }),
  ContactRetailKpi_GetPurchaseHistory: () => ({ given: ofAda }),
  ContactsV_GetContactByExternalIdAsync: () => ({ given: { ...member, externalId: keys.externalId } }),
  ContactsV_GetContactByTypeAndKeyValueAsync: () => ({ given: { ...member, keyValue: email } }),
  ContactMessage_GetLatestMessagesByContactId: () => ({ given: { ...ofAda, count: '10' } }),
  Transactions_GetTransactionsByContactId: () => ({ given: { ...ofAda, ...page } }),
  ContactsV_GetChangedContactIds: () => ({ given: { ...dates, changeType: 'Created' } }),
  ContactOverview_GetContactIdAsync: () => ({ given: search }),
  ContactsV_CreateContactHeaderParam: () => ({
    given: { source: 'till', storeExternalId: 'web', createAsUnapproved: 'true' },
    body: { email: newEmail(), consents: [consent] },
  }),
  ContactsV_PromoteToMember: ofNew({ given: { source: 'till' }, body: {} }),
  ContactBulk_CreateContactsInBulk: () => ({ given: member, body: rows() }),
  ContactBulk_UpdateContactsInBulk: () => ({
    given: { ...member, avoidTriggeringExport: 'true' },
    body: rows(),
  }),
  ContactPreferences_AcceptsSms: ofNew(value),
  ContactPreferences_AcceptsEmail: ofNew(value),
  ContactPreferences_AcceptsPostal: ofNew(value),
  ContactMessage_SmsUnsubscribeContact: ofNew({ given: { messageId: newId() } }),
  ContactMessage_EmailUnsubscribeContact: ofNew({ given: { messageId: newId() } }),
  ContactsV_UpdateContactType: ofNew({ given: { contactTypeId: 'Member' } }),
  Interaction_GetInteraction: async () => ({
    given: { interactionId: (await make('/interactions', visit)).id },
  }),
  Interaction_DeleteInteraction: async () => ({
    given: { interactionId: (await make('/interactions', visit)).id },
  }),
  Interaction_GetInteractions: () => ({ given: { ...ofAda, schemaId: 'visit' } }),
  Interaction_CreateInteraction: () => ({ body: visit }),
  InteractionSchema_GetInteractionSchemas: () => ({}),
  InteractionSchema_CreateInteractionSchema: () => ({ body: schema('second') }),
  InteractionSchema_GetInteractionSchema: () => ({ given: { interactionSchemaId: 'visit' } }),
  InteractionSchema_DeleteInteractionSchema: async () => {
    await make('/interactionschemas', schema('third'))
    return { given: { interactionSchemaId: 'third' } }
  },
  MemberStatusV_Get: () => ({ given: { query: `email:${email}` } }),
  Orders_RegisterOrder: () => ({ body: bodies.Order }),
  StoresV_GetStores: () => ({ given: { includeInactive: 'true' } }),
  StoresV_CreateStore: () => ({ body: bodies.ApiStore }),
  StoresV_GetStore: () => ({ given: { externalId: 'web', includeInactive: 'true' } }),
  StoresV_UpdateStore: () => ({ given: { externalId: 'web' }, body: bodies.ApiStore }),
  TargetAudience_GetTargetAudiences: () => ({}),
  Cart_RegisterCart: () => ({ body: bodies.CartApiModel }),
  Cart_RegisterCarts: () => ({ body: [bodies.CartApiModel] }),
  ProductViewV_RegisterProductView: () => ({ body: bodies.ProductViewApiModel }),
  ProductViewV_RegisterProductViews: () => ({ body: [bodies.ProductViewApiModel] }),
  ImportTransactions_ImportReceipts: () => ({ body: bodies.Receipt }),
  ImportTransactions_Import: () => ({ body: bodies.ImportTransactionsObject }),
}

function request({ path, method, operation }: VendorOperation, { given = {}, body }: Sample) {
  const inPath = (name: string) => path.includes(`{${name}}`)
  const headers = Object.keys(operation.headers?.properties ?? {})
  const isHeader = (name: string) => headers.includes(name.toLowerCase())
  const entries = Object.entries(given)
  const place = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given[name]!))
  const query = new URLSearchParams(entries.filter(([name]) => !inPath(name) && !isHeader(name)))
  return call(method, `/api/v2${place}?${query}`, {
    headers: Object.fromEntries(entries.filter(([name]) => isHeader(name))),
    ...(body !== undefined && { body }),
  })
}

/** What our answers have beyond the vendor's models, and what of them they lack: pages of the vendor name a store's locale. */
const differences = {
  more: ['ApiStore.locale'],
  // Parts of the vendor's framework that got into its models.
  less: ['StatusCodeResult.request', 'OkResult.request'],
}

for (const each of servedOperations) {
  const { operationId, operation, params, returns } = each
  test(`${operationId} takes what the vendor describes, and answers so`, async () => {
    assert.ok(samples[operationId], 'it has a sample')
    const sample = await samples[operationId]()
    const given = new Set([...Object.keys(sample.given ?? {}), ...('body' in sample ? ['body'] : [])])
    const left = params.map(({ name }) => name).filter(name => !given.has(name))
    assert.deepEqual(left, operationId === 'Interaction_GetInteractions' ? ['continuation'] : [])
    const known = requiredParameters(operation)
    const needed = params.filter(({ required }) => required).map(({ name }) => name)
    assert.deepEqual(
      known.filter(name => !needed.includes(name)),
      [],
      'nothing is required that the vendor does not require',
    )

    const answer = await request(each, sample)
    assert.ok(answer.status < 300, `${answer.status} ${answer.text}`)
    if (returns !== null) assertIsOf(returns, answer.body, differences)
  })
}

/** Of the query; those with a default may be left out. */
function requiredParameters({ query }: VendorOperation['operation']): string[] {
  const { required = [], properties = {} } = (query ?? {}) as {
    required?: readonly string[]
    properties?: Readonly<Record<string, object>>
  }
  return required.filter(name => !('default' in properties[name]!))
}

type Path = readonly (string | number)[]
interface Place {
  readonly path: Path
  readonly name: string
  readonly required: boolean
  readonly type: string
}

/** Each field of a model and of the models in it, in the first of each list. */
function placesOf(model: Model, path: Path = []): Place[] {
  return Object.entries(model).flatMap(([name, { required, type }]) => {
    const inner = models[type.replace('[]', '')]
    const below =
      inner && !isWords(inner) ? placesOf(inner, [...path, name, ...(type.endsWith('[]') ? [0] : [])]) : []
    return [{ path, name, required, type }, ...below]
  })
}

/** The body with another value at a place; undefined leaves it out. */
function changed(body: object, { path, name }: Place, value: unknown): object {
  const copy = structuredClone(body)
  // biome-ignore lint/suspicious/noExplicitAny: whatever is in a body.
  const holder = path.reduce((inner: any, step) => inner[step], copy)
  assert.ok(Object.hasOwn(holder, name), `the body has ${[...path, name].join('.')}`)
  if (value === undefined) delete holder[name]
  else holder[name] = value
  return copy
}

/** As faults name it: `items[0].sku`. */
const fieldOf = ({ path, name }: Place) =>
  [...path, name].reduce<string>(
    (text, step) => (typeof step === 'number' ? `${text}[${step}]` : text === '' ? step : `${text}.${step}`),
    '',
  )

/**
 * Required here though not in the models: pages of the vendor say so of stores, and without the others nothing could be
 * kept, or a contact would be unsubscribed by an empty body.
 */
const stricter: Readonly<Record<string, readonly string[]>> = {
  ApiStore: ['name', 'externalId'],
  BoolRequest: ['value'],
  ImportTransactionsObject: ['receipts'],
  CartApiModel: ['contactId', 'items[0].sku', 'items[0].quantity'],
}

const wrong = (type: string) => (type.endsWith('[]') || models[type] ? 4 : { not: 'this' })

const taking = servedOperations.flatMap(({ operationId, params, method, path }) => {
  const type = params.find(({ name }) => name === 'body')?.type ?? 'any'
  return type in bodies && models[type]
    ? [{ operationId, type: type as keyof typeof bodies, method, path }]
    : []
})

for (const { operationId, type, method, path } of taking) {
  test(`${operationId} asks for what the vendor requires, and for little else, in the vendor's types`, async () => {
    let calls = 0
    const send = async (body: object) => {
      const to = path.replace('{contactId}', ada.id).replace('{externalId}', 'web')
      // Each receipt is another one.
      const isOne = 'uniqueReceiptId' in body && typeof body.uniqueReceiptId === 'string'
      const sent = isOne ? { ...body, uniqueReceiptId: `${operationId}-${++calls}` } : body
      const { status, body: answer } = await call(method, `/api/v2${to}`, { body: sent })
      const faults = answer?.validationErrors ?? []
      return { status, fields: faults.map((fault: { field: string }) => fault.field) }
    }
    const problems: string[] = []
    for (const place of placesOf(models[type]!)) {
      const without = await send(changed(bodies[type], place, undefined))
      const isRefused = without.fields.includes(fieldOf(place))
      if (isRefused !== (place.required || stricter[type]?.includes(fieldOf(place)) === true))
        problems.push(`${fieldOf(place)} left out: ${without.status} ${without.fields}`)
      if (place.type === 'any') continue
      const odd = await send(changed(bodies[type], place, wrong(place.type)))
      if (odd.status !== 400 || !odd.fields.includes(fieldOf(place)))
        problems.push(`${fieldOf(place)} of a wrong type: ${odd.status} ${odd.fields}`)
    }
    assert.deepEqual(problems, [])
  })
}
