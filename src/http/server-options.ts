export interface ServerOptions {
  /** Whether, or from which addresses, X-Forwarded-* headers are believed. */
  readonly trustProxy: boolean | string[]
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** The folder of the built console; without it none is served. */
  readonly console?: string | undefined
  /** Checks answers against their declared shapes; for tests. */
  readonly checkReplies?: boolean
}

/** In bytes, for operations that do not say otherwise. */
export const defaultBodyLimit = 1024 * 1024
