import type { Bounds } from './webhook-lanes.ts'
import type { PostOptions } from './webhook-post.ts'

/** How webhooks are sent. */
export interface SenderOptions extends PostOptions, Bounds {
  /** So long a claim is ours. More than `timeoutMs`, by what it may wait in hand. */
  readonly leaseMs: number
  /** How often to look for what no signal told of: retries, a clock that was moved, another process. */
  readonly sweepMs: number
  /** That no other process has this database: then what one that died had claimed need not wait for its lease. */
  readonly isAlone: boolean
  /** How long a stop waits for what is under way. */
  readonly patienceMs: number
}

export const senderDefaults: SenderOptions = {
  timeoutMs: 15_000,
  allowPrivate: false,
  inFlight: 512,
  inFlightPerTenant: 256,
  claimed: 2048,
  leaseMs: 40_000,
  sweepMs: 1000,
  isAlone: false,
  patienceMs: 4000,
}
