import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { mostWaitingChunks } from './add-contact-job.ts'
import { type ImportPlan, type KeptRow, mostImportRows, toKeptRow } from './contact-import.ts'
import { type JobKind, rowsPerChunk } from './contact-job.ts'
import { countChunks, insertChunks, insertJob } from './contact-jobs.sql.ts'
import { readContactRules, typeGiven } from './contact-rules.ts'
import { type ColumnMapping, readMapping, suggestMapping } from './csv-columns.ts'
import { type CsvFile, eachRecord } from './csv-file.ts'
import { contactJobsFull } from './errors.ts'

export interface NewImport {
  readonly file: CsvFile
  readonly fileName: string
  readonly mode: JobKind
  /** For rows that name none. */
  readonly contactType: string | undefined
  /** Without it: what the header suggests. */
  readonly mapping: readonly ColumnMapping[] | undefined
  readonly blankClears: boolean
  readonly isDryRun: boolean
}

/** Chunks are sent to the database so many at a time. */
const chunksAtOnce = 20

/**
 * Takes in a file and answers the id of the job that does it. It is read before the transaction, in slices. Throws
 * `input-invalid` for a file that is no CSV, has no rows or too many, or a mapping that does not fit it;
 * `contact-type-unknown`; `contact-jobs-full` while too much is waiting.
 */
export async function addContactImport(
  db: Db,
  tenant: Tenant,
  input: NewImport,
  by: { readonly actor: string; readonly wall: Date },
  at: Date,
): Promise<string> {
  const { file, fileName, mode, blankClears, isDryRun } = input
  const { header, chunks, total } = await readRows(file)
  const columns = readMapping(header, input.mapping ?? suggestMapping(header))
  const { charset, delimiter } = file
  const plan: ImportPlan = { fileName, charset, delimiter, header, columns, blankClears }
  const id = newId()
  await transact(db, async tx => {
    const waiting = await countChunks(tx, tenant.id)
    if (waiting > 0 && waiting + chunks.length > mostWaitingChunks) throw contactJobsFull()
    const type = typeGiven(await readContactRules(tx, tenant), input.contactType)
    const job = { tenantId: tenant.id, id, kind: mode, contactType: type.id, total, at, isDryRun, plan }
    await insertJob(tx, job)
    for (let n = 0; n < chunks.length; n += chunksAtOnce)
      await insertChunks(tx, tenant.id, id, chunks.slice(n, n + chunksAtOnce))
    const details = { fileName, mode, rows: total, isDryRun }
    const deed = { actor: by.actor, action: 'contacts.imported', subject: id, details }
    await recordAudit(tx, tenant.id, deed, by.wall)
  })
  return id
}

async function readRows(file: CsvFile) {
  let header: readonly string[] | undefined
  let rows: KeptRow[] = []
  let total = 0
  const chunks: { readonly firstIndex: number; readonly rows: string }[] = []
  const close = () => {
    if (rows.length > 0) chunks.push({ firstIndex: total - rows.length, rows: JSON.stringify(rows) })
    rows = []
  }
  await eachRecord(file, record => {
    if (header === undefined) {
      header = record.cells
      return undefined
    }
    total++
    rows.push(toKeptRow(record))
    if (rows.length === rowsPerChunk) close()
    return total > mostImportRows ? 'stop' : undefined
  })
  close()
  if (header === undefined || total === 0)
    throw inputInvalid([{ field: 'csv', message: 'must have a header and a row' }])
  if (total > mostImportRows)
    throw inputInvalid([{ field: 'csv', message: `must not have more than ${mostImportRows} rows` }])
  return { header, chunks, total }
}

/** The header and the first rows of a file, and what the header suggests. Throws `input-invalid`. */
export async function previewContactImport(file: CsvFile, most: number) {
  const records: (readonly string[])[] = []
  await eachRecord(file, ({ cells }) => {
    records.push(cells)
    return records.length > most ? 'stop' : undefined
  })
  const [header, ...rows] = records
  if (!header) throw inputInvalid([{ field: 'csv', message: 'must have a header' }])
  return { header, rows: rows.slice(0, most), mapping: suggestMapping(header) }
}
