import type { Readable } from 'node:stream'
import type { Static, TSchema } from 'typebox'
import type { ApiKey } from '../domain/accounts/api-key.ts'
import type { Tenant } from '../domain/accounts/tenant.ts'
import type { Session } from '../domain/people/session.ts'
import type { DomainError } from '../kernel/domain-error.ts'
import type { Tx } from '../storage/driver.ts'
import type { PartHandlers, PartLimits } from './multipart.ts'
import type { Services } from './services.ts'

/** Who calls, once the dialect has let them in: a system with its key, or a person in a session. */
export type Caller = {
  readonly tenant: Tenant
  /** Of the API, for example `v3`. */
  readonly version: string
} & (
  | { readonly key: ApiKey; readonly session?: undefined }
  | { readonly session: Session; readonly key?: undefined }
)

export interface Reply {
  readonly status: number
  /** Instead of a body: what is sent as it comes, until it ends. */
  readonly stream?: Readable
  /** Plain data, also a bare string or number; nothing for an empty answer. */
  readonly body?: unknown
  /** Instead of a body: text that is sent as it is, JSON unless the headers say otherwise. */
  readonly json?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Runs work in a transaction. Under an Idempotency-Key it is the one in which the answer is stored, too. */
export type Write = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

export interface Request<Params, Query, Headers, Body, Prepared = undefined> extends Services {
  readonly caller: Caller
  readonly params: Params
  readonly query: Query
  readonly headers: Headers
  readonly body: Body
  /** What `prepare` made of it. */
  readonly prepared: Prepared
  /** The body as it came, or an empty string. */
  readonly rawBody: string
  /** Reads a body of parts, where the operation takes them. Throws `multipart-malformed` when it is none. */
  parts(limits: PartLimits, handlers: PartHandlers): Promise<void>
  readonly write: Write
  /** The tenant's time. */
  readonly now: Date
  /** The absolute address of a path of the version that is called: `/interactions/1` to `https://…/api/v3/interactions/1`. */
  href(path: string): string
}

type Of<S extends TSchema | undefined> = S extends TSchema ? Static<S> : undefined

export interface OperationSpec<
  P extends TSchema | undefined,
  Q extends TSchema | undefined,
  H extends TSchema | undefined,
  B extends TSchema | undefined,
  R = undefined,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With parameters in braces: `/interactions/{interactionId}`. */
  readonly path: string
  /** As the vendor names it, or as we do where the vendor has none. */
  readonly name: string
  readonly summary: string
  /** Under which heading it stands in the reference. */
  readonly tag: string
  /** What a key with scopes needs, for example `interactions:write`. */
  readonly scope: string
  /** Without it: all versions of the dialect. */
  readonly versions?: readonly string[]
  /** Served only to tenants that have this feature switched on: the phase `limited`. */
  readonly feature?: string
  /**
   * An Idempotency-Key is passed over: the operation opens transactions of its own, or its answer has a secret, which
   * must not be kept.
   */
  readonly isNeverStored?: boolean
  /** Which of the dialect's limits counts it, where a dialect has several. */
  readonly rateLimit?: string
  /** No fault rule strikes it: else one could not be taken away again. */
  readonly isSpared?: boolean
  /** Ours, not the vendor's. */
  readonly isExtension?: boolean
  /** The same as another operation, under another path that the vendor's pages name. */
  readonly aliasOf?: string
  readonly params?: P
  readonly query?: Q
  readonly headers?: H
  readonly body?: B
  /** A request without any body is read as one with an empty object, where the dialect does so. */
  readonly isBodyOptional?: boolean
  /** The parts of a body of the type multipart/form-data, for the reference; the operation reads them by `parts`. */
  readonly parts?: TSchema
  /** In bytes; of parts their handlers bound it. */
  readonly bodyLimit?: number
  /** The shape of the answer by status; null for an empty one. */
  readonly replies: Readonly<Record<number, TSchema | null>>
  /** Codes of the errors it is known to answer with, for the reference. */
  readonly errors?: readonly string[]
  /**
   * Does with the body what takes long and needs no database. It is done before the transaction in which an answer under
   * an Idempotency-Key is stored.
   */
  prepare?(body: Of<B>): Promise<R>
  /** A returned DomainError is answered like a thrown one, but what was written stays written. */
  handle(request: Request<Of<P>, Of<Q>, Of<H>, Of<B>, R>): Promise<Reply | DomainError>
}

// biome-ignore lint/suspicious/noExplicitAny: a list of operations holds many shapes; each is checked where it is made.
export type Operation = OperationSpec<any, any, any, any, any>

/** Declares one operation of one dialect: its place, its shapes and what it does. */
export function operation<
  P extends TSchema | undefined = undefined,
  Q extends TSchema | undefined = undefined,
  H extends TSchema | undefined = undefined,
  B extends TSchema | undefined = undefined,
  R = undefined,
>(spec: OperationSpec<P, Q, H, B, R>): OperationSpec<P, Q, H, B, R> {
  return spec
}
