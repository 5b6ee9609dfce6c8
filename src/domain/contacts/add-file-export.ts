import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { recordAudit } from '../accounts/record-audit.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Delimiter } from './csv-file.ts'
import { contactExportsFull } from './errors.ts'
import { type ExportPlan, type FileCharset, standardColumns } from './file-export.ts'
import { countWaitingExports, insertExport } from './file-exports.sql.ts'
import { countMatches } from './search.sql.ts'
import { type ContactFilter, readContactFilter } from './search-contacts.ts'

const mostWaiting = 5
const mostColumns = 200

export interface NewFileExport {
  readonly filter: ContactFilter
  /** Without them: the standard ones. */
  readonly columns: readonly string[] | undefined
  readonly fileName: string
  readonly delimiter: Delimiter
  readonly charset: FileCharset
}

/**
 * Asks for a file of the contacts that meet a filter, and answers its id. Who asked stands in the audit trail. Throws
 * `contact-type-unknown`, `contact-search-invalid`, `input-invalid`, or `contact-exports-full` while five are waiting.
 */
export async function addFileExport(
  tx: Tx,
  tenant: Tenant,
  input: NewFileExport,
  { actor, wall }: { readonly actor: string; readonly wall: Date },
  at: Date,
): Promise<string> {
  const { columns = standardColumns, fileName, delimiter, charset } = input
  const wrong = columns.findIndex(name => name === '' || name.length > 200 || !isStorableText(name))
  if (wrong >= 0 || columns.length === 0 || columns.length > mostColumns)
    throw inputInvalid([{ field: 'columns', message: `must be 1 to ${mostColumns} names` }])
  const filter = await readContactFilter(tx, tenant, input.filter, at)
  await lockEvents(tx, [tenant.id]) // who counts and adds one at the same time waits
  if ((await countWaitingExports(tx, tenant.id)) >= mostWaiting) throw contactExportsFull()
  const plan: ExportPlan = { fileName, filter, columns, delimiter, charset }
  const id = newId()
  const total = await countMatches(tx, tenant.id, filter)
  await insertExport(tx, { tenantId: tenant.id, id, plan, total, at })
  const details = { total, columns, filter: input.filter }
  await recordAudit(tx, tenant.id, { actor, action: 'contacts.exported', subject: id, details }, wall)
  return id
}
