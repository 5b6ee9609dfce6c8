/**
 * An upload: a CSV file whose rows become something else, one after another, in the background.
 *
 *   receiving ── whole, and header and first row are fine ──▶ processing ── all rows done ──▶ succeeded
 *       │                                                        └──── some were refused ──▶ failed
 *       └── nothing more came within a day ──▶ (swept away)
 *
 * Rows that are fine are carried out, also where others are refused. A stretch of rows is one transaction together with
 * its progress, so that a process that dies repeats no row and loses none. Whoever fetches the file with its errors gets
 * it as it came, with a column of errors appended.
 */
import type { Selectable } from 'kysely'
import type { UploadRow } from '../../storage/tables-uploads.ts'

export const uploadStates = ['receiving', 'processing', 'succeeded', 'failed'] as const
export type UploadState = (typeof uploadStates)[number]

export interface Upload {
  readonly id: string
  /** What its rows are: the name of an `UploadKind`. */
  readonly kind: string
  /** What they are of: the slug of a catalogue. */
  readonly subject: string
  readonly fileName: string
  readonly fileSize: number
  readonly state: UploadState
  readonly rowsDone: number
  readonly rowsRefused: number
  /** Why it was not read to its end. */
  readonly problem: string | null
  readonly createdAt: Date
  readonly endedAt: Date | null
}

export const mostBytes = 200_000_000
/** Rows in one transaction. */
export const stretchRows = 500
/** After so many refused rows nobody reads the rest. */
export const mostRefused = 10_000
export const mostColumns = 500
/** Of one row. */
export const mostRowBytes = 256 * 1024

export const blobKey = (tenantId: string, id: string) => `${tenantId}/uploads/${id}`

export const fromRow = (row: Selectable<UploadRow>): Upload => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  fileName: row.file_name,
  fileSize: row.file_size ?? 0,
  state: row.state,
  rowsDone: row.rows_done,
  rowsRefused: row.rows_refused,
  problem: row.problem,
  createdAt: row.created_at,
  endedAt: row.ended_at,
})
