import { type FormatName, formats, isFormatName } from './formats/formats.ts'
import { compilePattern, PatternUnsupported } from './pattern.ts'
import { type Mistake, refuseKeywords } from './refused-keywords.ts'

export type PropertyType = 'string' | 'number' | 'integer' | 'boolean'

/** One property of an interaction schema. */
export interface SchemaProperty {
  readonly name: string
  readonly type: PropertyType
  readonly format?: FormatName
  /** Defaults to the name. */
  readonly displayName: string
  /** The place on the contact card: as given, else the place in the definition, from 0. */
  readonly sortOrder: number
  readonly showInContactCard: boolean
  /** Whether segments may ask for it. */
  readonly segmentable: boolean
}

const TYPES: readonly unknown[] = ['string', 'number', 'integer', 'boolean'] satisfies PropertyType[]
const LONGEST_DISPLAY_NAME = 200
/** The name under which Voyado looks for the product that an interaction is about. */
const PRODUCT = 'productSku'
const COUNTS = ['minLength', 'maxLength']
const BOUNDS = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']

type Keywords = Readonly<Record<string, unknown>>

/**
 * Reads one property; pointers of mistakes start at the property. The property is missing when its type is. Its pattern
 * may be as large as what is `spare` of the room for patterns.
 */
export function readProperty(
  name: string,
  schema: object,
  place: number,
  spare: number,
  mistake: Mistake,
): { property?: SchemaProperty; patternSize: number } {
  const keywords = schema as Keywords
  refuseKeywords(schema, 'property', mistake)
  const type = readType(name, keywords, mistake)
  checkBounds(keywords, mistake)
  const patternSize = checkPattern(keywords.pattern, spare, mistake)
  const format = readFormat(keywords.format, type, mistake)
  const displayName = readDisplayName(keywords.displayName, name, mistake)
  const sortOrder = readSortOrder(keywords.sortOrder, place, mistake)
  const showInContactCard = readSwitch(keywords, 'showInContactCard', mistake)
  const segmentable = readSwitch(keywords, 'addToSegmentation', mistake)
  if (!type) return { patternSize }
  const property = {
    name,
    type,
    ...(format && { format }),
    displayName,
    sortOrder,
    showInContactCard,
    segmentable,
  }
  return { property, patternSize }
}

function readType(name: string, { type }: Keywords, mistake: Mistake): PropertyType | undefined {
  if (!TYPES.includes(type)) {
    mistake('/type', 'must be "string", "number", "integer" or "boolean"')
    return undefined
  }
  if (name === PRODUCT && type !== 'string')
    mistake('/type', `must be "string": ${PRODUCT} is the SKU of a product`)
  return type as PropertyType
}

function checkBounds(keywords: Keywords, mistake: Mistake): void {
  for (const keyword of COUNTS) {
    const value = keywords[keyword]
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 0)) {
      mistake(`/${keyword}`, 'must be a whole number, 0 or more')
    }
  }
  for (const keyword of BOUNDS) {
    const value = keywords[keyword]
    if (value !== undefined && !Number.isFinite(value)) mistake(`/${keyword}`, 'must be a number')
  }
  const { multipleOf, enum: values } = keywords
  if (multipleOf !== undefined && !(Number.isFinite(multipleOf) && Number(multipleOf) > 0)) {
    mistake('/multipleOf', 'must be a number above 0')
  }
  if (values !== undefined && !Array.isArray(values)) mistake('/enum', 'must be a list of values')
}

function checkPattern(pattern: unknown, spare: number, mistake: Mistake): number {
  if (pattern === undefined) return 0
  if (typeof pattern !== 'string') {
    mistake('/pattern', 'must be a string')
    return 0
  }
  try {
    return compilePattern(pattern, spare).size
  } catch (error) {
    if (!(error instanceof PatternUnsupported)) throw error
    mistake('/pattern', error.message)
    return 0
  }
}

function readFormat(format: unknown, type: PropertyType | undefined, mistake: Mistake) {
  if (format === undefined) return undefined
  if (!isFormatName(format)) mistake('/format', `must be one of ${Object.keys(formats).join(', ')}`)
  else if (type && type !== 'string') mistake('/format', 'is for a property of type "string" only')
  else return format
}

function readDisplayName(displayName: unknown, name: string, mistake: Mistake): string {
  if (displayName === undefined) return name
  if (typeof displayName === 'string' && displayName.length <= LONGEST_DISPLAY_NAME)
    return displayName || name
  mistake('/displayName', `must be a string of ${LONGEST_DISPLAY_NAME} characters at most`)
  return name
}

function readSortOrder(sortOrder: unknown, place: number, mistake: Mistake): number {
  if (sortOrder === undefined) return place
  if (typeof sortOrder === 'string' && /^\d{1,9}$/.test(sortOrder)) return Number(sortOrder)
  if (Number.isSafeInteger(sortOrder)) return Number(sortOrder)
  mistake('/sortOrder', 'must be a whole number, such as "0"')
  return place
}

function readSwitch(keywords: Keywords, keyword: string, mistake: Mistake): boolean {
  const value = keywords[keyword]
  if (value === undefined) return false
  if (typeof value === 'boolean') return value
  const word = typeof value === 'string' ? value.toLowerCase() : ''
  if (word !== 'true' && word !== 'false') mistake(`/${keyword}`, 'must be "true" or "false"')
  return word === 'true'
}
