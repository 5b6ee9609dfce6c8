import type { ErrorObject } from 'ajv'
import type { Fault } from '../../kernel/domain-error.ts'
import type { DateTimeRule } from '../../kernel/instant.ts'
import { namesIn, pointerTo, shown } from '../../kernel/json-pointer.ts'
import { formatWords, isFormatName } from './formats/formats.ts'

const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', 'a string'],
  ['number', 'a number'],
  ['integer', 'an integer'],
  ['boolean', 'true or false'],
  ['object', 'an object'],
  ['array', 'an array'],
  ['null', 'null'],
])
const COMPARISONS: ReadonlyMap<string, string> = new Map([
  ['>=', 'at least'],
  ['>', 'more than'],
  ['<=', 'at most'],
  ['<', 'less than'],
])

/** What Ajv found, said to the one who sent the payload. */
export function toFault(error: ErrorObject, rule: DateTimeRule): Fault {
  return { field: shown(fieldOf(error)), message: messageOf(error, rule) }
}

function fieldOf({ instancePath, params, propertyName }: ErrorObject): string {
  const name = params.missingProperty ?? params.additionalProperty ?? propertyName ?? params.propertyName
  const pointer = name === undefined ? instancePath : instancePath + pointerTo(name)
  const names = namesIn(pointer)
  return names.length === 1 ? names[0]! : pointer
}

function messageOf({ keyword, params, message = 'is not valid' }: ErrorObject, rule: DateTimeRule): string {
  switch (keyword) {
    case 'required':
      return 'is required'
    case 'dependentRequired':
      return `is required when ${shown(String(params.property))} is present`
    case 'type':
      return `must be ${[params.type]
        .flat()
        .map(type => TYPES.get(type) ?? type)
        .join(' or ')}`
    case 'format':
      return isFormatName(params.format) ? `must be ${formatWords(params.format, rule)}` : message
    case 'pattern':
      return `must match the pattern ${shown(params.pattern)}`
    case 'minLength':
      return `must have at least ${counted(params.limit, 'character')}`
    case 'maxLength':
      return `must have at most ${counted(params.limit, 'character')}`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `must be ${COMPARISONS.get(params.comparison)} ${params.limit}`
    case 'multipleOf':
      return `must be a multiple of ${params.multipleOf}`
    case 'enum':
      return oneOf(params.allowedValues)
    case 'const':
      return `must be ${asJson(params.allowedValue)}`
    case 'additionalProperties':
      return 'is not a property of the schema'
    case 'propertyNames':
      return 'is not a name that the schema allows'
    case 'false schema':
      return 'is not allowed'
    default:
      return message
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

const MOST_LISTED = 10

function oneOf(values: readonly unknown[]): string {
  if (values.length === 0) return 'is not allowed: the schema permits no value'
  return shown(`must be one of ${values.slice(0, MOST_LISTED).map(asJson).join(', ')}`)
}

function asJson(value: unknown): string {
  return shown(JSON.stringify(value))
}
