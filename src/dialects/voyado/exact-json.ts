import { rawNumber } from '../../domain/purchases/exact-json.ts'
import type { Reply } from '../../http/operation.ts'

/** Decimal text as a JSON number. Its type says what a client reads. */
export function exactNumber(decimal: string): number
export function exactNumber(decimal: string | null): number | null
export function exactNumber(decimal: string | null): number | null {
  return decimal === null ? null : (rawNumber(decimal) as number)
}

/** An answer that may hold exact numbers; the body beside its text is what the declared shape is compared with. */
export function exactReply(status: number, value: unknown, headers?: Reply['headers']): Reply {
  const json = JSON.stringify(value)
  return { status, json, body: JSON.parse(json), ...(headers && { headers }) }
}
