/** A payload to begin with, of a definition that is not saved yet. What is said by a pattern is left to the person. */
import { type Field, fieldsOf, type Keywords, toText } from './definition.ts'

const samples: Readonly<Record<string, string>> = {
  'date-time': '2026-03-01T12:00:00Z',
  date: '2026-03-01',
  time: '12:00:00Z',
  duration: 'P1D',
  email: 'ada@example.com',
  hostname: 'www.example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/page',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
}

export const sampleText = (schema: Keywords): string =>
  toText(Object.fromEntries(fieldsOf(schema).map(field => [field.name, sampleOf(field)])))

function sampleOf({ name, keywords }: Field): unknown {
  const { type, format, enum: values, minimum, maximum } = keywords
  if (Array.isArray(values) && values.length > 0) return values[0]
  if (type === 'boolean') return true
  if (type === 'string') return samples[String(format)] ?? name
  return typeof minimum === 'number' ? minimum : Math.min(1, typeof maximum === 'number' ? maximum : 1)
}
