import type { SchemaDefinition } from './definition.ts'
import type { FormatName } from './formats/formats.ts'
import type { SchemaProperty } from './schema-property.ts'

/**
 * A payload as the schema wants it, to begin with. It follows types, formats, bounds and lists of values; a pattern or
 * what `allOf` and its like say is not followed, so the check has the last word.
 */
export function samplePayload(
  { jsonSchema, properties }: SchemaDefinition,
  now: Date,
): Record<string, unknown> {
  const definitions = new Map(Object.entries((jsonSchema as { properties: object }).properties))
  return Object.fromEntries(
    properties.map(property => [
      property.name,
      sampleOf(property, new Map(Object.entries(definitions.get(property.name) as object)), now),
    ]),
  )
}

type Keywords = ReadonlyMap<string, unknown>

function sampleOf({ type, format, name }: SchemaProperty, keywords: Keywords, now: Date): unknown {
  const values = keywords.get('enum')
  if (keywords.has('const')) return keywords.get('const')
  if (Array.isArray(values) && values.length > 0) return values[0]
  if (type === 'boolean') return true
  if (type === 'string') return format ? formatted(format, now) : textOf(name, keywords)
  return numberOf(type === 'integer', keywords)
}

function formatted(format: FormatName, now: Date): string {
  const instant = now.toISOString()
  const samples: Readonly<Record<FormatName, string>> = {
    'date-time': instant,
    date: instant.slice(0, 10),
    time: instant.slice(11),
    duration: 'P1D',
    email: 'ada@example.com',
    hostname: 'www.example.com',
    ipv4: '192.0.2.1',
    ipv6: '2001:db8::1',
    uri: 'https://example.com/page',
    uuid: '123e4567-e89b-42d3-a456-426614174000',
  }
  return samples[format]
}

const longestText = 1000

function textOf(name: string, keywords: Keywords): string {
  const least = Math.min(toNumber(keywords.get('minLength'), 0), longestText)
  const most = toNumber(keywords.get('maxLength'), longestText)
  return name.padEnd(least, '.').slice(0, most)
}

function numberOf(isInteger: boolean, keywords: Keywords): number {
  const step = toNumber(keywords.get('multipleOf'), isInteger ? 1 : 0)
  const apart = step || 0.5
  const least = Math.max(
    toNumber(keywords.get('minimum'), Number.NEGATIVE_INFINITY),
    toNumber(keywords.get('exclusiveMinimum'), Number.NEGATIVE_INFINITY) + apart,
  )
  const most = Math.min(
    toNumber(keywords.get('maximum'), Number.POSITIVE_INFINITY),
    toNumber(keywords.get('exclusiveMaximum'), Number.POSITIVE_INFINITY) - apart,
  )
  const start = Math.min(Math.max(1, least), most)
  return step > 0 ? Math.ceil(start / step) * step : start
}

const toNumber = (value: unknown, without: number) => (typeof value === 'number' ? value : without)
