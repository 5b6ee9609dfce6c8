/**
 * A custom trigger is an occasion that the company defined and that other systems call by name for a contact:
 * "password forgotten". What comes with a call are its declared fields, and whatever else was sent.
 */
import type { Selectable } from 'kysely'
import type { Fault } from '../../kernel/domain-error.ts'
import { type DateTimeRule, isDate, isDateTime } from '../../kernel/instant.ts'
import { storageFaults } from '../../kernel/storable.ts'
import type { CustomTriggerRow } from '../../storage/tables-double.ts'

export const fieldTypes = ['string', 'number', 'boolean', 'date'] as const
export type FieldType = (typeof fieldTypes)[number]

export interface TriggerField {
  readonly name: string
  readonly type: FieldType
  readonly required: boolean
}

export interface Trigger {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly fields: readonly TriggerField[]
}

export function fromRow(row: Selectable<CustomTriggerRow>): Trigger {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    fields: row.fields as TriggerField[],
  }
}

const mostFields = 100
const idForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const fieldForm = /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/

/** What is wrong with a definition, or nothing. */
export function problemOf({ id, name, description, fields }: Trigger): string | undefined {
  if (!idForm.test(id))
    return 'The id of a trigger is made of letters, digits, ".", "_" and "-", at most 100 of them.'
  if (name === '' || name.length > 200) return 'The name of a trigger has 1 to 200 characters.'
  if (description.length > 1000) return 'The description has at most 1000 characters.'
  if (storageFaults({ name, description }).length > 0) return 'The name and the description are plain text.'
  if (fields.length > mostFields) return `A trigger has at most ${mostFields} fields.`
  const names = fields.map(field => field.name)
  const bad = names.find(each => !fieldForm.test(each))
  if (bad !== undefined)
    return `${bad} is no name for a field: letters, digits, "_" and "-", not a digit in front.`
  if (new Set(names).size < names.length) return 'Two fields have the same name.'
  return undefined
}

/**
 * The data of a call as it is kept: declared fields by their types, other fields as they came. A boolean may come as
 * the text "true" or "false".
 */
export function checkData(
  fields: readonly TriggerField[],
  data: unknown,
  rule: DateTimeRule,
): { data: Record<string, unknown> } | { faults: readonly Fault[] } {
  const given = data ?? {}
  if (typeof given !== 'object' || Array.isArray(given))
    return { faults: [{ field: 'body', message: 'must be an object' }] }
  const values = new Map(Object.entries(given))
  const faults = fields.flatMap(field => faultsOf(field, values.get(field.name), rule))
  const unstorable = storageFaults(given)
  if (faults.length + unstorable.length > 0) return { faults: [...faults, ...unstorable] }

  for (const { name, type } of fields) {
    if (type === 'boolean' && values.has(name)) values.set(name, toBoolean(values.get(name)) ?? null)
  }
  return { data: Object.fromEntries(values) }
}

function faultsOf({ name, type, required }: TriggerField, value: unknown, rule: DateTimeRule): Fault[] {
  if (value === undefined || value === null) return required ? [{ field: name, message: 'is required' }] : []
  return isOfType(type, value, rule) ? [] : [{ field: name, message: `must be ${typeWords[type]}` }]
}

const typeWords: Readonly<Record<FieldType, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  date: 'a date or a date-time',
}

function isOfType(type: FieldType, value: unknown, rule: DateTimeRule): boolean {
  if (type === 'boolean') return toBoolean(value) !== undefined
  if (type === 'date') return typeof value === 'string' && (isDate(value) || isDateTime(value, rule))
  return typeof value === type
}

function toBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : undefined
  return text === 'true' ? true : text === 'false' ? false : undefined
}
