import type { FastifyReply } from 'fastify'
import type { Tenant } from '../../domain/accounts/tenant.ts'
import type { SettingName } from '../../domain/accounts/tenant-settings.ts'
import { minuteFull } from '../../http/errors.ts'
import type { Operation } from '../../http/operation.ts'
import type { Services } from '../../http/services.ts'

/** Each message of a call to several campaigns counts there, also one that stands in for another later. */
export const transactionsPlace = 'transactions'

/** Places that have a limit of their own, and the setting that says it. */
const settings = {
  users: 'usersPerMinute',
  events: 'eventsPerMinute',
  'bulk-users': 'bulkRequestsPerMinute',
  'bulk-events': 'bulkRequestsPerMinute',
  [transactionsPlace]: 'transactionsPerMinute',
  'business-events': 'businessEventsPerMinute',
  'status-notifications': 'statusNotificationsPerMinute',
  'business-event-definitions': 'businessEventsPerMinute',
  privacy: 'privacyRequestsPerMinute',
  others: 'otherRequestsPerMinute',
} as const satisfies Readonly<Record<string, SettingName>>

type Place = keyof typeof settings

/**
 * WebEngage › Getting started › API call rate limit: so many requests a minute for each account and endpoint. Every
 * answer tells how many there may be and how many are left.
 */
export function limitRate(
  reply: FastifyReply,
  tenant: Tenant,
  { rateLimit = 'others' }: Operation,
  { minuteLimits }: Services,
): void {
  const limit = tenant.settings[settings[rateLimit as Place]]
  const { isFull, left, secondsLeft } = minuteLimits.take(tenant.id, rateLimit, limit)
  reply.header('x-ratelimit-limit', limit).header('x-ratelimit-remaining', left)
  if (isFull) throw minuteFull(limit, secondsLeft)
}
