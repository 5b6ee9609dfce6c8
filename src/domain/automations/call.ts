/**
 * A call of a step to another system. It is fixed when the step is done, and made by a sender with its own retries.
 *
 *              2xx
 *   waiting ──────────────▶ succeeded
 *     ▲  │
 *     └──┤ a failure, and retries are left: due again later
 *        └─ another failure ──▶ failed
 */
export interface CallRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  /** Of one attempt. */
  readonly timeoutMs: number
  readonly retries: number
  readonly throttle?: { readonly name: string; readonly perMinute: number }
}

export interface CallReply {
  /** Null: none came. */
  readonly status: number | null
  /** Parsed when it is JSON, else text; at most 16 KiB are kept. */
  readonly body: unknown
  readonly problem: string | null
  readonly ms: number
}

export const mostReplyBytes = 16_384
const delaysMs = [5_000, 30_000, 120_000, 600_000, 3_600_000]

/** When to call again after the nth failure, or undefined when that was the last. */
export const retryDelayMs = (failures: number, retries: number): number | undefined =>
  failures > retries ? undefined : delaysMs[Math.min(failures, delaysMs.length) - 1]

export const isSuccess = ({ status, problem }: Pick<CallReply, 'status' | 'problem'>) =>
  problem === null && status !== null && status >= 200 && status < 300

/** A call that could not be made for so long is not made any more. */
export const longestWaitMs = 4 * 86_400_000

/** A client's mistake does not go away by itself; being too fast or too slow does. */
export const isWorthRetrying = ({ status }: Pick<CallReply, 'status'>) =>
  status === null || status >= 500 || status === 408 || status === 425 || status === 429
