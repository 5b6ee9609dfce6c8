import type { FastifyRequest } from 'fastify'
import type { Operation } from '../../http/operation.ts'

interface Shape {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Shape>>
}

/**
 * WebEngage › Getting started › Response: any parameter may stand in the address. One that an operation has in its body is
 * taken from there when the body does not say it: a number, true or false where the field is one, and JSON for a list or an
 * object. What does not fit stays the text that it is, and is refused by its name.
 */
export function addQueryParameters(request: FastifyRequest, operation: Operation): void {
  const fields = (operation.body as Shape | undefined)?.properties
  if (!fields) return
  const { body = {} } = request
  if (!isObject(body)) return
  const own = (operation.query as Shape | undefined)?.properties ?? {}
  const given = Object.entries(request.query as object).filter(
    ([name]) => Object.hasOwn(fields, name) && !Object.hasOwn(own, name) && !Object.hasOwn(body, name),
  )
  if (given.length === 0) return
  const read = given.map(([name, value]) => [name, readParameter(fields[name]!, value)] as const)
  request.body = { ...body, ...Object.fromEntries(read) }
  request.rawBody = JSON.stringify(request.body)
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readParameter({ type = [] }: Shape, value: unknown): unknown {
  const types = [type].flat()
  if (typeof value !== 'string') return value
  if (types.includes('boolean') && (value === 'true' || value === 'false')) return value === 'true'
  if ((types.includes('integer') || types.includes('number')) && /^-?\d{1,15}$/.test(value))
    return Number(value)
  return types.includes('object') || types.includes('array') ? readJson(value) : value
}

/** A list of texts may also be one of them, as it stands. */
function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : text
  } catch {
    return text
  }
}
