/**
 * A contact job makes or updates many contacts in the background, in the order of its rows. It is kept in chunks; each is
 * done in one transaction together with its progress, so that a process that dies repeats no row and loses none.
 *
 *   pending ── first chunk done ──▶ processing ── last chunk done ──▶ completed
 *
 * A row that is refused fails alone: it is kept by its place, with the reason.
 */
import type { Fault } from '../../kernel/domain-error.ts'

/** `upsert` changes who is known by the key and makes the others. */
export const jobKinds = ['create', 'update', 'upsert'] as const
export type JobKind = (typeof jobKinds)[number]

export const mostRows = 4000
export const rowsPerChunk = 500

/** What is wrong with a row that is null. */
export const rowFault: Fault = {
  field: 'contact',
  message: 'must be an object that is not nested too deep, with numbers in range',
}

/** One contact of a job as a caller describes it; null for what is none, or cannot be kept until it is done. */
export type JobRow = {
  readonly attributes: Readonly<Record<string, unknown>>
  readonly contactType?: unknown
  readonly preferences?: unknown
  readonly consents?: unknown
} | null

const deepest = 30

/**
 * Whether a row can be written as JSON and read again: not nested deeper than any contact may be, so deep perhaps that
 * no serialiser can write it, and without infinity, which is written as null.
 */
export function isKeepable(value: unknown, levels = deepest): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every(child => isKeepable(child, levels - 1))
}

/** A row that was refused. Code, message and data are those of the error. */
export interface RowRefusal {
  /** The row's place in the request, from 0. */
  readonly index: number
  readonly code: string
  readonly message: string
  readonly data: unknown
}

export interface ContactJob {
  readonly id: string
  readonly state: 'pending' | 'processing' | 'completed'
  readonly total: number
  readonly succeeded: number
  readonly failed: number
  /** In the order of the rows. */
  readonly refusals: readonly RowRefusal[]
}
