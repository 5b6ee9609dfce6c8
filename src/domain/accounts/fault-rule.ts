/**
 * A fault rule says which requests of a tenant that is a double are struck, how often, and by what. A client is tried
 * against the bad days of a server: refusals, slow answers, answers that are lost or cut, connections that break.
 */
import type { Selectable } from 'kysely'
import type { FaultRuleRow } from '../../storage/tables-double.ts'

export interface FaultRule {
  /** Told in the header `Parley-Fault`. */
  readonly id: string
  readonly requests: RequestPattern
  /**
   * Before the operation, so that nothing is written; or after it was done and committed, so that the client cannot
   * know. A cut or slow answer always comes after.
   */
  readonly when: 'before' | 'after'
  readonly action: FaultAction
  readonly seed: string
  /** Of the requests that fit, from 0 to 1. */
  readonly probability: number
  /** How often it may still strike; null is for ever. */
  readonly remaining: number | null
}

/** What is not given fits everything. */
export interface RequestPattern {
  /** The operation's name, in any letter case; a star at its end stands for any rest. */
  readonly operation?: string
  /** The path below the version: a star stands for one segment, two stars at the end for any rest. */
  readonly path?: string
  readonly method?: string
}

/** One of them, and a latency before it if that is given. */
export interface FaultAction {
  readonly latencyMs?: number
  /** An answer with this status, in the dialect's form or with a body of one's own. */
  readonly status?: number
  readonly errorCode?: string
  readonly body?: unknown
  /** The connection is destroyed. */
  readonly reset?: true
  /** So many bytes of the body are sent and then the connection is closed. */
  readonly truncate?: number
  /** So many bytes of the body are sent in a second. */
  readonly throttle?: number
}

export const longestLatencyMs = 300_000
const ruleIdForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/
const namePatternForm = /^[A-Za-z0-9_]{0,100}\*?$/

export interface StruckRequest {
  readonly operation: string
  readonly method: string
  /** Below the version, without the query. */
  readonly path: string
}

/** Whether the rule is about this request. */
export function fits({ operation, path, method }: RequestPattern, request: StruckRequest): boolean {
  if (method !== undefined && method !== request.method) return false
  if (operation !== undefined && !fitsName(operation.toLowerCase(), request.operation.toLowerCase()))
    return false
  return path === undefined || fitsPath(segmentsOf(path), segmentsOf(request.path))
}

function fitsName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern
}

/** Paths match in any letter case and with or without a slash at the end, as routes do. */
function segmentsOf(path: string): string[] {
  return path.toLowerCase().replace(/^\//, '').replace(/\/$/, '').split('/')
}

function fitsPath(pattern: readonly string[], path: readonly string[]): boolean {
  const isOpen = pattern.at(-1) === '**'
  const fixed = isOpen ? pattern.slice(0, -1) : pattern
  if (isOpen ? path.length < fixed.length : path.length !== fixed.length) return false
  return fixed.every((segment, n) => segment === '*' || segment === path[n])
}

/** What is wrong with a rule that an operator wrote, or nothing. */
export function problemOf({
  id,
  requests,
  when,
  action,
  probability,
  remaining,
  seed,
}: FaultRule): string | undefined {
  if (!ruleIdForm.test(id)) return 'The id is made of letters, digits, ".", "_" and "-", at most 100 of them.'
  if (requests.operation !== undefined && !namePatternForm.test(requests.operation))
    return 'The operation is a name, or the beginning of one with a star.'
  if (requests.path !== undefined && !isPathPattern(requests.path))
    return 'The path begins with a slash; a star is a segment, two stars stand at the end. It is given without /api/v3.'
  if (requests.method !== undefined && !/^[A-Z]{1,10}$/.test(requests.method))
    return 'The method is a word such as POST.'
  if (!(probability >= 0 && probability <= 1)) return 'The probability is a number from 0 to 1.'
  if (remaining !== null && !isWhole(remaining, 1, 1_000_000_000))
    return 'A rule strikes once at least, or always.'
  if (seed.length > 100) return 'The seed has at most 100 characters.'
  return problemOfAction(action, when)
}

function isPathPattern(path: string): boolean {
  const segments = path.split('/')
  const open = segments.indexOf('**')
  return path.startsWith('/') && path.length <= 200 && (open === -1 || open === segments.length - 1)
}

function problemOfAction(action: FaultAction, when: string): string | undefined {
  const { latencyMs, status, errorCode, body, reset, truncate, throttle } = action
  const kinds = [status, reset, truncate, throttle].filter(kind => kind !== undefined)
  if (kinds.length > 1)
    return 'A rule does one of: status, reset, truncate, throttle; with a latency before it.'
  if (kinds.length === 0 && latencyMs === undefined)
    return 'Say what the rule does: status, latency, reset, truncate or throttle.'
  if (status !== undefined && !isWhole(status, 400, 599)) return 'The status is one of a refusal: 400 to 599.'
  if (status === undefined && (errorCode !== undefined || body !== undefined))
    return 'A code and a body go with a status.'
  if (errorCode !== undefined && !/^[A-Za-z0-9_.-]{1,100}$/.test(errorCode)) return 'The code is one word.'
  if (latencyMs !== undefined && !isWhole(latencyMs, 0, longestLatencyMs))
    return `The latency is at most ${longestLatencyMs / 60_000} minutes.`
  if (truncate !== undefined && !isWhole(truncate, 0, 1_000_000_000))
    return 'The answer is cut after a number of bytes.'
  if (throttle !== undefined && !isWhole(throttle, 1, 1_000_000_000))
    return 'Bytes per second are 1 at least.'
  if (when === 'before' && (truncate !== undefined || throttle !== undefined))
    return 'An answer is cut or slowed when there is one: after the operation.'
  return undefined
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

export type StoredRule = Pick<FaultRule, 'requests' | 'when' | 'action'>

export function fromRow(row: Selectable<FaultRuleRow>): FaultRule {
  const { requests, when, action } = row.rule as StoredRule
  return {
    id: row.id,
    requests,
    when,
    action,
    seed: row.seed,
    probability: row.probability,
    remaining: row.remaining,
  }
}
