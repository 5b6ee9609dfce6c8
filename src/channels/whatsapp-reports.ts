/** What Meta posts of messages that it took (Cloud API › Webhooks), and how it is known that Meta posts it. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { ProviderSettings, Report, ReportOutcome } from '../domain/messaging/courier.ts'

/** That it was sent is known since it was handed over. */
const outcomes: Readonly<Record<string, ReportOutcome>> = {
  delivered: 'delivered',
  read: 'read',
  failed: 'failed',
}
const mostStatuses = 1000

/** Meta signs with the secret of its app. Without that secret nothing is believed. */
export function isPostedByMeta(
  { appSecret }: ProviderSettings,
  headers: IncomingHttpHeaders,
  body: string,
): boolean {
  if (typeof appSecret !== 'string') return false
  const given = Buffer.from(String(headers['x-hub-signature-256'] ?? ''))
  const right = Buffer.from(`sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`)
  return given.length === right.length && timingSafeEqual(given, right)
}

export function answerChallenge(
  { verifyToken }: ProviderSettings,
  query: Readonly<Record<string, unknown>>,
): string | undefined {
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = query
  const isOurs = mode === 'subscribe' && typeof verifyToken === 'string' && token === verifyToken
  return isOurs && typeof challenge === 'string' ? challenge.slice(0, 1000) : undefined
}

/** The statuses in a notification, in their order. */
export function readStatuses(body: unknown): Report[] {
  const statuses = listIn(body, 'entry')
    .flatMap(entry => listIn(entry, 'changes'))
    .flatMap(change => listIn(memberOf(change, 'value'), 'statuses'))
  return statuses.slice(0, mostStatuses).flatMap((status): Report[] => {
    const outcome = outcomes[String(memberOf(status, 'status'))]
    const [sendId, reference] = [memberOf(status, 'biz_opaque_callback_data'), memberOf(status, 'id')]
    if (!outcome || (typeof sendId !== 'string' && typeof reference !== 'string')) return []
    const [error] = listIn(status, 'errors')
    const detail = error === undefined ? undefined : `${memberOf(error, 'code')} ${memberOf(error, 'title')}`
    const name = typeof sendId === 'string' ? { sendId } : { reference: reference as string }
    return [{ outcome, ...name, ...(detail !== undefined && { detail: detail.slice(0, 500) }) }]
  })
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function listIn(value: unknown, name: string): unknown[] {
  const list = memberOf(value, name)
  return Array.isArray(list) ? list : []
}
