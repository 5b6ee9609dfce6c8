/**
 * An import makes or changes contacts from the rows of a CSV file. It is a contact job: kept in chunks, of which each is
 * done in one transaction together with its progress, so that a process that dies repeats no row and loses none. A dry run
 * checks every row, and takes back what it wrote chunk by chunk: what only a later chunk breaks it does not see.
 */
import type { JobKind } from './contact-job.ts'
import type { ImportColumn } from './csv-columns.ts'
import type { Charset, CsvRecord, Delimiter } from './csv-file.ts'

/** How the rows of an import are read; kept with the job. */
export interface ImportPlan {
  readonly fileName: string
  readonly charset: Charset
  readonly delimiter: Delimiter
  readonly header: readonly string[]
  readonly columns: readonly ImportColumn[]
  /** Whether a blank cell clears what is known. Else it says nothing. */
  readonly blankClears: boolean
}

export interface ContactImport {
  readonly id: string
  readonly fileName: string
  readonly mode: JobKind
  readonly contactType: string | null
  readonly isDryRun: boolean
  readonly state: 'pending' | 'processing' | 'completed' | 'cancelled'
  readonly total: number
  readonly succeeded: number
  readonly failed: number
  readonly columns: readonly { readonly column: string; readonly target: string; readonly type: string }[]
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

/** A row that was refused. */
export interface ImportError {
  /** Of the file, counting from 1. */
  readonly line: number
  readonly cells: readonly string[]
  readonly code: string
  readonly message: string
  readonly faults: readonly { readonly field: string; readonly message: string }[]
  /** Its place among the rows. */
  readonly index: number
}

/** A row as it is kept in a chunk. */
export type KeptRow = readonly [line: number, ...cells: string[]]

export const toKeptRow = ({ line, cells }: CsvRecord): KeptRow => [line, ...cells]

export const mostImportRows = 200_000
