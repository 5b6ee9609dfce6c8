import type { Fault } from '../../kernel/domain-error.ts'

interface Details {
  /** Instead of the error's own words. */
  readonly message?: string
  readonly messageDetails?: object
  readonly faults?: readonly Fault[]
  readonly headers?: Record<string, string>
}

/** From the domain's codes to status and errorCode, and what else is told. */
export type ErrorTable = Record<
  string,
  // biome-ignore lint/suspicious/noExplicitAny: each code has data of its own shape, fixed where the error is made.
  readonly [status: number, errorCode: string, details?: (data: any) => Details]
>
