import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { Tenant } from '../domain/accounts/tenant.ts'
import type { DomainError } from '../kernel/domain-error.ts'
import type { Retries } from './idempotency.ts'
import type { Caller, Operation, Reply } from './operation.ts'
import type { Services } from './services.ts'
import type { ApiVersion } from './versions.ts'

/** How a refusal is told to a client of a dialect. */
export interface Phrase {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** One vendor's API over the common core: where it is mounted, who may call, what it can do, how it says no. */
export interface Dialect {
  readonly name: string
  readonly title: string
  readonly versions: readonly ApiVersion[]
  /** The prefix of all paths of a version, for example `/api/v3`. */
  mount(version: string): string
  readonly operations: readonly Operation[]
  /** What a tenant is called in paths, where it is named there. */
  accountOf?(tenant: Pick<Tenant, 'id' | 'settings'>): string
  /** What the vendor has and we will: answered with 501, and in no description. */
  readonly planned?: readonly Operation[]
  /**
   * Lets a caller in or throws. May set headers on the answer. Does not wait for a key: everything it needs is in
   * memory. Sessions are in the database.
   */
  admit(
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    version: string,
    services: Services,
  ): Caller | Promise<Caller>
  /** Puts into the body what a request says elsewhere, before the body is checked. */
  complete?(request: FastifyRequest, operation: Operation): void
  /** Whether a parameter in the query that the operation does not know is refused. Without it, it is ignored. */
  readonly refusesUnknownParameters?: boolean
  phrase(error: DomainError): Phrase
  /** Gives an answer that is no refusal the form that the request asks for; without it, JSON. */
  present?(answer: Reply, request: FastifyRequest): Reply
  /** How a client marks a request that it may send again; without it, by `Idempotency-Key`, whose body must be the same. */
  readonly retries?: Retries
  /** Pages beside the operations, below the mount, that need no key. */
  mountPages?(scope: FastifyInstance, services: Services): void
  /** The shape of a refusal for OpenAPI; without it, the one of `openapi.ts`. */
  readonly refusal?: { readonly shape: TSchema; readonly contentType: string }
  /** How callers say who they are, for OpenAPI. */
  readonly securityScheme: Readonly<Record<string, unknown>>
}
