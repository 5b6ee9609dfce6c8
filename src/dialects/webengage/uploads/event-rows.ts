/** WebEngage › Upload data: CSV files of events. Each row is what a POST of an event says, under other names. */
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { upsertIdentified } from '../../../domain/contacts/upsert-identified.ts'
import { type Prepared, prepare } from '../../../domain/interactions/interaction.ts'
import { recordInteractions } from '../../../domain/interactions/record-interactions.ts'
import { learnSchema } from '../../../domain/schemas/learn-schema.ts'
import type { Schema } from '../../../domain/schemas/schema.ts'
import { readSchemas } from '../../../domain/schemas/schema-cache.ts'
import { toInstant, typedCells } from '../../../domain/uploads/cell-value.ts'
import type { Cells, UploadKind } from '../../../domain/uploads/upload-kind.ts'
import { DomainError, type Fault } from '../../../kernel/domain-error.ts'
import type { ValueType } from '../../../kernel/value-type.ts'
import type { Tx } from '../../../storage/driver.ts'
import { type ReadEvent, readEvent } from '../events/translate.ts'
import { newUserPreferences } from '../users/opt-ins.ts'

const own = ['event_name', 'user_id', 'event_time']

export const eventRows: UploadKind = {
  name: 'events',

  async check(db, tenant, _subject, header, first, at) {
    if (own.some((name, index) => header[index] !== name))
      return `The first columns must be ${own.join(', ')}.`
    const typesOf = typesByName(await readSchemas(db, tenant))
    const read = first && readRow(header, first, typesOf, at)
    return typeof read === 'string' ? `Row 1: ${read}` : undefined
  },

  async carryOut(tx, tenant, _subject, header, rows, at) {
    const schemas = await readSchemas(tx, tenant)
    const typesOf = typesByName(schemas)
    const read = rows.map(cells => readRow(header, cells, typesOf, at))
    const events = read.filter(each => typeof each !== 'string')
    const outcomes = (await takeIn(tx, tenant, schemas, events, at))[Symbol.iterator]()
    return read.map(each => (typeof each === 'string' ? each : outcomes.next().value))
  },
}

/** The types of columns by the name of the event: those of its schema, and what this stretch says of others. */
function typesByName(schemas: ReadonlyMap<string, Schema>) {
  const made = new Map<string, Map<string, ValueType>>()
  return (name: string) => {
    const known = made.get(name) ?? new Map(schemas.has(name) ? propertyTypes(schemas.get(name)!) : [])
    made.set(name, known)
    return known
  }
}

const jsonTypes: Readonly<Record<string, ValueType>> = {
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
}

function propertyTypes({ learnt, definition }: Schema): Iterable<readonly [string, ValueType]> {
  return learnt ?? definition.properties.map(({ name, type }) => [name, jsonTypes[type] ?? 'string'] as const)
}

/** An event, or what is wrong with the row. */
function readRow(
  header: Cells,
  cells: Cells,
  typesOf: (name: string) => Map<string, ValueType>,
  at: Date,
): ReadEvent | string {
  const [eventName = '', userId = '', time = ''] = cells
  if (userId.trim() === '') return 'user_id is empty'
  if (time.trim() === '') return 'event_time is empty'
  const faults: Fault[] = []
  const columns = header
    .slice(own.length)
    .flatMap((name, index) =>
      name.startsWith('we_') ? [] : [[name, name, cells[own.length + index] ?? ''] as const],
    )
  const values = typedCells(typesOf(eventName.trim()), columns, (field, message) =>
    faults.push({ field, message }),
  )
  const eventData = Object.fromEntries(values)
  const event = readEvent({ userId, eventName, eventTime: toInstant(time.trim()), eventData }, '', at, faults)
  return faults.length > 0 ? faults.map(toText).join('; ') : event
}

/** Under the name of the column. */
function toText({ field, message }: Fault): string {
  const names: Readonly<Record<string, string>> = {
    eventName: 'event_name',
    userId: 'user_id',
    eventTime: 'event_time',
  }
  return `${names[field] ?? field.replace(/^eventData\./, '')} ${message}`
}

/** Stores events as interactions, in this transaction. Answers for each why it was refused, or undefined. */
async function takeIn(
  tx: Tx,
  tenant: Tenant,
  schemas: ReadonlyMap<string, Schema>,
  events: readonly ReadEvent[],
  at: Date,
): Promise<(string | undefined)[]> {
  if (events.length === 0) return []
  const users = events.map(({ identity }) => ({ identity, patch: {} }))
  const contacts = await upsertIdentified(tx, tenant, users, newUserPreferences, at)
  const learnt = new Map<string, Schema | string>()
  for (const [name, alike] of Map.groupBy(events, event => event.name))
    learnt.set(name, await learn(tx, tenant, schemas.get(name), name, alike, at))

  const outcomes: (string | undefined)[] = events.map(() => undefined)
  const prepared = events.flatMap((event, index) => {
    const [contact, schema] = [contacts[index]!, learnt.get(event.name)!]
    const made =
      contact instanceof DomainError
        ? contact.message
        : typeof schema === 'string'
          ? schema
          : prepareEvent(tenant, schema, event, contact.id)
    if (typeof made !== 'string') return [{ index, prepared: made, receivedAt: at }]
    outcomes[index] = made
    return []
  })
  const stored = await recordInteractions(tx, prepared)
  for (const [place, { index }] of prepared.entries())
    if (stored[place]!.kind !== 'stored') outcomes[index] = 'its user or its schema was deleted meanwhile'
  return outcomes
}

/** The schema of a name once it knows all columns, or why there is none. */
async function learn(
  tx: Tx,
  tenant: Tenant,
  known: Schema | undefined,
  name: string,
  events: readonly ReadEvent[],
  at: Date,
): Promise<Schema | string> {
  if (known && !known.learnt) return known
  try {
    const payloads = events.map(({ data }) => data)
    const learnt = await learnSchema(tx, tenant, name, payloads, at)
    return learnt ?? (await readSchemas(tx, tenant)).get(name) ?? 'its schema was deleted meanwhile'
  } catch (error) {
    if (error instanceof DomainError) return error.message
    throw error
  }
}

function prepareEvent(
  tenant: Tenant,
  schema: Schema,
  event: ReadEvent,
  contactId: string,
): Prepared | string {
  const { time: createdDate, data: payload } = event
  const body = JSON.stringify({ eventName: event.name, userId: event.identity.value, eventData: payload })
  const { id: schemaId } = schema.definition
  const prepared = prepare(tenant.id, schema, { contactId, schemaId, createdDate, payload, body })
  if (prepared.faults.length === 0) return prepared
  return prepared.faults.map(({ field, message }) => `${field} ${message}`).join('; ')
}
