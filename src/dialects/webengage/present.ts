import type { FastifyRequest } from 'fastify'
import type { Reply } from '../../http/operation.ts'
import { toXml } from './xml.ts'

/** WebEngage › Getting started › Response: with `?format=xml` an answer is XML. A file stays what it is. */
export function present(answer: Reply, { query }: FastifyRequest): Reply {
  const { format } = query as { readonly format?: unknown }
  const { status, headers, body, json, stream } = answer
  if (format !== 'xml' || stream || headers?.['content-type']) return answer
  const content = json === undefined ? body : JSON.parse(json)
  if (content === undefined) return answer
  return {
    status,
    headers: { ...headers, 'content-type': 'application/xml;charset=UTF-8' },
    json: toXml(content),
  }
}
