/**
 * A definition as the designer sees it: the text of its JSON is what there is, and the fields are read from it. What the
 * designer changes is written into the JSON, and what it does not know stays there as it is.
 */
export type Keywords = Readonly<Record<string, unknown>>

export interface Field {
  readonly name: string
  readonly keywords: Keywords
  readonly isRequired: boolean
}

export const types = [
  { value: 'string', label: 'Text' },
  { value: 'integer', label: 'Whole number' },
  { value: 'number', label: 'Number' },
  { value: 'boolean', label: 'Yes or no' },
] as const

export const formats = [
  { value: 'date-time', label: 'Date and time' },
  { value: 'date', label: 'Date' },
  { value: 'time', label: 'Time' },
  { value: 'duration', label: 'Duration' },
  { value: 'email', label: 'E-mail address' },
  { value: 'hostname', label: 'Host name' },
  { value: 'ipv4', label: 'IPv4 address' },
  { value: 'ipv6', label: 'IPv6 address' },
  { value: 'uri', label: 'Web address' },
  { value: 'uuid', label: 'UUID' },
] as const

export const typeWords = ({ type, format }: Keywords): string =>
  formats.find(({ value }) => value === format)?.label ??
  types.find(({ value }) => value === type)?.label ??
  String(type ?? '–')

export const emptyText = toText({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {},
  required: [],
})

export function toText(jsonSchema: unknown): string {
  return JSON.stringify(jsonSchema, null, 2) ?? ''
}

/** Undefined when it is no JSON, or no object. */
export function readText(text: string): Keywords | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** In the order in which the contact card shows them. */
export function fieldsOf(schema: Keywords): Field[] {
  const required: unknown[] = Array.isArray(schema.required) ? schema.required : []
  const properties = isObject(schema.properties) ? Object.entries(schema.properties) : []
  return properties
    .map(([name, keywords], place) => ({
      name,
      keywords: isObject(keywords) ? keywords : {},
      isRequired: required.includes(name),
      place: placeOf(keywords, place),
    }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ place: _, ...field }) => field)
}

function placeOf(keywords: unknown, place: number): number {
  const given = isObject(keywords) ? Number(keywords.sortOrder ?? place) : place
  return Number.isFinite(given) ? given : place
}

/** The definition with these fields, in this order. */
export function withFields(schema: Keywords, fields: readonly Field[]): Keywords {
  const required = fields.filter(({ isRequired }) => isRequired).map(({ name }) => name)
  const properties = Object.fromEntries(fields.map(({ name, keywords }) => [name, keywords]))
  const { required: before, ...rest }: Keywords = { ...schema, properties }
  return required.length > 0 || before !== undefined ? { ...rest, required } : rest
}

export const changed = (fields: readonly Field[], index: number, change: Partial<Field>): Field[] =>
  fields.map((field, at) => (at === index ? { ...field, ...change } : field))

/** Without those that are given as undefined. */
export function withKeywords(keywords: Keywords, change: Keywords): Keywords {
  return Object.fromEntries(
    Object.entries({ ...keywords, ...change }).filter(([, value]) => value !== undefined),
  )
}

const ofTexts = { format: undefined, pattern: undefined, minLength: undefined, maxLength: undefined }
const ofNumbers = {
  minimum: undefined,
  maximum: undefined,
  exclusiveMinimum: undefined,
  exclusiveMaximum: undefined,
  multipleOf: undefined,
}

/** Drops what says nothing of the new type. */
export function withType(keywords: Keywords, type: string): Keywords {
  const isNumber = type === 'integer' || type === 'number'
  return withKeywords(keywords, {
    ...(type !== 'string' && ofTexts),
    ...(!isNumber && ofNumbers),
    enum: undefined,
    const: undefined,
    type,
  })
}

/**
 * The place on the contact card follows the order. It is written down where it was before, and where the order of names
 * does not say it: JavaScript has names that are numbers first.
 */
export function moved(fields: readonly Field[], from: number, to: number): Field[] {
  const order = fields.toSpliced(from, 1).toSpliced(to, 0, fields[from]!)
  const isWritten = order.some(({ name, keywords }) => keywords.sortOrder !== undefined || /^\d+$/.test(name))
  if (!isWritten) return order
  return order.map((field, place) => ({
    ...field,
    keywords: { ...field.keywords, sortOrder: String(place) },
  }))
}

/** One more, under a name that is free; where places are written down, the last. */
export function added(fields: readonly Field[]): Field[] {
  const taken = new Set(fields.map(({ name }) => name))
  let [name, number] = ['field', 1]
  while (taken.has(name)) name = `field${++number}`
  const isWritten = fields.some(({ keywords }) => keywords.sortOrder !== undefined)
  const keywords = { type: 'string', ...(isWritten && { sortOrder: String(fields.length) }) }
  return [...fields, { name, keywords, isRequired: false }]
}

/** As the server reads them: `true` and `"true"`. */
export const isOn = (value: unknown) => value === true || String(value).toLowerCase() === 'true'

export interface Difference {
  readonly name: string
  /** Undefined where there is none. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Field by field, and what else the two definitions say. */
export function differences(before: Keywords, after: Keywords): Difference[] {
  const [old, next] = [partsOf(before), partsOf(after)]
  const names = [...new Set([...old.keys(), ...next.keys()])]
  return names
    .map(name => ({ name, before: old.get(name), after: next.get(name) }))
    .filter(each => each.before !== each.after)
}

function partsOf(schema: Keywords): Map<string, string> {
  const { properties: _, required: __, ...rest } = schema
  const fields = fieldsOf(schema).map(({ name, keywords, isRequired }): [string, string] => [
    name,
    `${toText(keywords)}${isRequired ? '\nrequired' : ''}`,
  ])
  return new Map([
    ...fields,
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, toText(value)]),
  ])
}

const isObject = (value: unknown): value is Keywords =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
