import { DomainError } from '../kernel/domain-error.ts'

/** The database cannot be reached or is not taking work now. Nothing was stored, or it cannot be known: try again. */
export function databaseUnavailable(cause: string) {
  return new DomainError('database-unavailable', 'The database is not available.', { cause })
}

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
// Classes of PostgreSQL: 08 connection, 53 resources, 57P operator intervention, 25006 read-only standby.
const stateForm = /^(08...|53...|57P0[1-5]|25006)$/
const driverMessages =
  /^(Connection terminated|timeout (exceeded|expired)|Client (has encountered a connection error|was closed)|Query read timeout|Cannot use a pool after calling end)/

/** True when an error says that the database is away, and not that a statement was wrong. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof DomainError) return error.code === 'database-unavailable'
  const { code, syscall } = error as { code?: unknown; syscall?: unknown }
  if (typeof code === 'string' && (networkCodes.has(code) || stateForm.test(code))) return true
  if (code === 'ENOENT' && syscall === 'connect') return true // there is no such socket; a missing file is another matter
  if (error instanceof AggregateError) return error.errors.some(isUnavailable)
  return driverMessages.test(error.message)
}
