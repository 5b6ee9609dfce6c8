import type { Clock } from '../kernel/clock.ts'
import type { BlobStore } from '../storage/blobs/blob-store.ts'
import type { Database } from '../storage/database.ts'
import type { LogSignal } from '../storage/log/signal.ts'

/** What works in the background works with. */
export interface WorkerParts {
  readonly database: Database
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly signal: LogSignal
  onError(error: unknown, worker: string): void
}
