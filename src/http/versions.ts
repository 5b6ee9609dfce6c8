/**
 * The life cycle of API versions: limited → current → active LTS → deprecated → end of life. Phases follow dates, on
 * the tenant's clock, so that a client can be tested against the day its version ends.
 */
import type { Tenant } from '../domain/accounts/tenant.ts'

export type Phase = 'limited' | 'current' | 'active LTS' | 'deprecated' | 'end of life'

export interface ApiVersion {
  /** For example `v3`. */
  readonly name: string
  /** The phase before any of the dates below. */
  readonly phase: 'limited' | 'current' | 'active LTS'
  readonly deprecatedOn?: Date
  readonly endsOn?: Date
  readonly successor?: string
}

/** What clients are told of a dialect. */
export interface ServedApi {
  readonly name: string
  readonly title: string
  readonly versions: readonly ApiVersion[]
  /** The prefix of all paths of a version. */
  mount(version: string): string
  /** What a tenant is called in paths, where it is named there. */
  accountOf?(tenant: Pick<Tenant, 'id' | 'settings'>): string
  /** With the scopes that they need. */
  readonly operations: readonly { readonly name: string; readonly scope: string }[]
}

export function phaseAt(version: ApiVersion, at: Date): Phase {
  if (version.endsOn && at >= version.endsOn) return 'end of life'
  if (version.deprecatedOn && at >= version.deprecatedOn) return 'deprecated'
  return version.phase
}

/**
 * What an answer of a deprecated version says: `Deprecation` (RFC 9745), `Sunset` (RFC 8594) and a link to what to use
 * instead.
 */
export function lifecycleHeaders(
  version: ApiVersion,
  at: Date,
  successorUrl: string | undefined,
): Record<string, string> {
  if (phaseAt(version, at) !== 'deprecated' || !version.deprecatedOn) return {}
  return {
    deprecation: `@${Math.floor(version.deprecatedOn.getTime() / 1000)}`,
    ...(version.endsOn && { sunset: version.endsOn.toUTCString() }),
    ...(successorUrl !== undefined && { link: `<${successorUrl}>; rel="successor-version"` }),
  }
}
