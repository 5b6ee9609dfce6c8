/** A provider: a service that carries messages of one channel for the company, and how it is spoken to. */
import type { Selectable } from 'kysely'
import type { MessageProviderRow } from '../../storage/tables-messaging.ts'
import type { ProviderSettings } from './courier.ts'
import type { SendChannel } from './send-channel.ts'

export interface Provider {
  readonly id: string
  readonly name: string
  readonly channel: SendChannel
  /** `outbox` captures instead of sending. */
  readonly kind: string
  /** The lowest is asked first; the next one when it is not there. */
  readonly priority: number
  /** With its secrets. */
  readonly settings: ProviderSettings
  /** So many messages are handed over at a time, by each process. */
  readonly concurrency: number
  /** Over all processes. */
  readonly perSecond: number | null
  readonly isEnabled: boolean
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Captures instead of sending. It is also what is used on a channel that has no provider. */
export const outboxKind = 'outbox'

export const fromRow = (row: Selectable<MessageProviderRow>): Provider => ({
  id: row.id,
  name: row.name,
  channel: row.channel as SendChannel,
  kind: row.kind,
  priority: row.priority,
  settings: row.settings,
  concurrency: row.concurrency,
  perSecond: row.per_second,
  isEnabled: row.is_enabled,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
