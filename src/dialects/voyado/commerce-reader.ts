import { type Decimal, readDecimal } from '../../domain/purchases/decimal.ts'
import { parseExactly, WrittenNumber } from '../../domain/purchases/exact-json.ts'
import type { Caller } from '../../http/operation.ts'
import { type Fault, inputInvalid } from '../../kernel/domain-error.ts'
import { readInstant } from '../../kernel/instant.ts'
import { pointerTo, shown } from '../../kernel/json-pointer.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'

const mostFaults = 100

/**
 * Reads a body field by field and tells all its faults together (`input-invalid`). As lenient as the vendor's platform
 * is: names in any letter case, numbers and booleans also as text, null like absent.
 */
export function readFields<T>(
  body: unknown,
  rawBody: string,
  { tenant }: Caller,
  read: (fields: Fields) => T,
): T {
  return readList(body, rawBody, { tenant }, undefined, read)[0]!
}

/** The same for a body that is a list; one alone may come without brackets. */
export function readList<T>(
  body: unknown,
  rawBody: string,
  { tenant }: Pick<Caller, 'tenant'>,
  most: number | undefined,
  read: (fields: Fields) => T,
): T[] {
  const unstorable = storageFaults(body)
  if (unstorable.length > 0) throw inputInvalid(unstorable)
  const faults: Fault[] = []
  const exact = parseExactly(rawBody)
  unwritableNumbers(exact, [], faults)
  if (faults.length > 0) throw inputInvalid(faults)
  const isList = most !== undefined && Array.isArray(exact)
  const list = isList ? exact : [exact]
  if (most !== undefined && list.length > most)
    throw inputInvalid([{ field: 'body', message: `must not be more than ${most}` }])
  const rule = tenant.settings.dateTimeOffset === 'required' ? 'offset-required' : 'offset-optional'
  const items = list.map((value, position) => {
    if (!isObject(value))
      faults.push({ field: isList ? `[${position}]` : 'body', message: 'must be an object' })
    return read(new Fields(isObject(value) ? value : {}, isList ? `[${position}].` : '', faults, rule))
  })
  if (faults.length > 0) throw inputInvalid(faults.slice(0, mostFaults))
  return items
}

/** Numbers that JavaScript takes for 0 or rounds, and PostgreSQL refuses: 1e-99999, a thousand places. */
function unwritableNumbers(value: unknown, path: readonly string[], faults: Fault[]): void {
  if (faults.length >= mostFaults) return
  if (value instanceof WrittenNumber) {
    const { source } = value
    const exponent = Number(/e(.+)$/i.exec(source)?.[1] ?? 0)
    if (source.length <= 400 && Math.abs(exponent) <= 400) return
    const field = path.length === 1 ? path[0]! : pointerTo(...path)
    faults.push({ field: shown(field), message: 'is a number out of range' })
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, child] of Object.entries(value)) unwritableNumbers(child, [...path, name], faults)
  }
}

function isObject(value: unknown): value is object {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof WrittenNumber)
  )
}

/** The fields of one object. What is wrong is noted, and something of the right type answered all the same. */
export class Fields {
  readonly #values: ReadonlyMap<string, unknown>
  readonly #path: string
  readonly #faults: Fault[]
  readonly #rule: 'offset-required' | 'offset-optional'

  constructor(value: object, path: string, faults: Fault[], rule: 'offset-required' | 'offset-optional') {
    this.#values = new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]))
    this.#path = path
    this.#faults = faults
    this.#rule = rule
  }

  fault(name: string, message: string) {
    if (this.#faults.length < mostFaults) this.#faults.push({ field: `${this.#path}${name}`, message })
  }

  /** Whether something is there: not absent, not null. */
  has(name: string): boolean {
    const value = this.#values.get(name.toLowerCase())
    return value !== undefined && value !== null
  }

  /** Whether it was named, with whatever value. */
  names(name: string): boolean {
    return this.#values.has(name.toLowerCase())
  }

  text(name: string, most = 200): string {
    const text = this.optionalText(name, most)
    if (text !== null && text.trim() !== '') return text
    if (text !== null || !this.has(name)) this.fault(name, 'is required')
    return ''
  }

  optionalText(name: string, most = 200): string | null {
    const value = this.#get(name)
    if (value === null) return null
    const text = value instanceof WrittenNumber ? value.source : value
    if (typeof text === 'string' && text.length <= most && isStorableText(text)) return text
    this.fault(name, `must be a text of at most ${most} characters`)
    return null
  }

  decimal(name: string): Decimal {
    return this.optionalDecimal(name) ?? (this.has(name) ? '0' : this.#required(name, '0'))
  }

  optionalDecimal(name: string): Decimal | null {
    const value = this.#get(name)
    if (value === null) return null
    const text = value instanceof WrittenNumber ? value.source : value
    const decimal = typeof text === 'string' ? readDecimal(text) : undefined
    if (decimal === undefined)
      this.fault(name, 'must be a number of at most 15 digits before and 10 after the point')
    return decimal ?? null
  }

  optionalFlag(name: string): boolean | null {
    const value = this.#get(name)
    if (value === null || typeof value === 'boolean') return value
    const text = typeof value === 'string' ? value.toLowerCase() : undefined
    if (text === 'true' || text === 'false') return text === 'true'
    this.fault(name, 'must be true or false')
    return null
  }

  instant(name: string): Date {
    return this.optionalInstant(name) ?? (this.has(name) ? new Date(0) : this.#required(name, new Date(0)))
  }

  optionalInstant(name: string): Date | null {
    const value = this.#get(name)
    if (value === null) return null
    const instant = typeof value === 'string' ? readInstant(value, this.#rule) : undefined
    if (!instant) this.fault(name, 'must be a date-time such as 2023-05-23T11:13:42+02:00')
    return instant ?? null
  }

  /** One of some words, in any letter case. */
  oneOf<T extends string>(name: string, words: readonly T[]): T {
    return this.optionalOneOf(name, words) ?? (this.has(name) ? words[0]! : this.#required(name, words[0]!))
  }

  optionalOneOf<T extends string>(name: string, words: readonly T[]): T | null {
    const value = this.#get(name)
    if (value === null) return null
    const lower = typeof value === 'string' ? value.toLowerCase() : undefined
    const word = words.find(each => each.toLowerCase() === lower)
    if (word === undefined) this.fault(name, `must be one of ${words.join(', ')}`)
    return word ?? null
  }

  object<T>(name: string, read: (fields: Fields) => T): T {
    if (!this.has(name)) this.fault(name, 'is required')
    return this.optionalObject(name, read) ?? read(new Fields({}, '', [], this.#rule))
  }

  optionalObject<T>(name: string, read: (fields: Fields) => T): T | null {
    const value = this.#get(name)
    if (value === null) return null
    if (isObject(value)) return read(new Fields(value, `${this.#path}${name}.`, this.#faults, this.#rule))
    this.fault(name, 'must be an object')
    return null
  }

  /** Empty when absent. */
  list<T>(name: string, most: number, read: (fields: Fields) => T): T[] {
    const value = this.#get(name)
    if (value === null) return []
    if (!Array.isArray(value) || value.length > most) {
      this.fault(name, `must be a list of at most ${most}`)
      return []
    }
    return value.flatMap((item, position) => {
      const path = `${name}[${position}]`
      if (isObject(item)) return [read(new Fields(item, `${this.#path}${path}.`, this.#faults, this.#rule))]
      this.fault(path, 'must be an object')
      return []
    })
  }

  requiredList<T>(name: string, most: number, read: (fields: Fields) => T): T[] {
    if (!this.has(name)) this.fault(name, 'is required')
    return this.list(name, most, read)
  }

  #get(name: string): unknown {
    return this.#values.get(name.toLowerCase()) ?? null
  }

  #required<T>(name: string, instead: T): T {
    this.fault(name, 'is required')
    return instead
  }
}
