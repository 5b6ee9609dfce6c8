import type { Clock } from '../kernel/clock.ts'
import type { BlobStore } from '../storage/blobs/blob-store.ts'
import type { Database } from '../storage/database.ts'
import type { LogSignal } from '../storage/log/signal.ts'
import type { MessageSenderOptions } from './send-options.ts'
import type { SenderOptions } from './webhook-options.ts'

/** What works in the background works with. */
export interface WorkerParts {
  readonly database: Database
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly signal: LogSignal
  onError(error: unknown, worker: string): void
  /** Whether clients wait for answers so that work in the background has to give way. */
  isPressed?(): boolean
  /** How webhooks are sent. Without it: as by default. */
  readonly webhooks?: Partial<SenderOptions>
  /** How messages are sent. Without it: as by default. */
  readonly messages?: Partial<MessageSenderOptions>
  onWebhookAttempt?(result: 'delivered' | 'failed', seconds: number): void
  onRunsAdvanced?(count: number): void
  /** A message of a transactional campaign stands in for another one. */
  onStandIn?(tenantId: string): void
}
