import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { isKeepable, type JobKind, type JobRow, mostRows, rowsPerChunk } from './contact-job.ts'
import { countChunks, insertChunks, insertJob } from './contact-jobs.sql.ts'
import { readContactRules, typeGiven } from './contact-rules.ts'
import { contactEmpty, contactJobsFull } from './errors.ts'

/** So much of one tenant may wait: a million contacts. */
export const mostWaitingChunks = 2000

/**
 * Takes in contacts to be made or updated in the background and answers the id of the job. The type is for the rows that
 * name none. Throws `contact-type-unknown`, `contact-empty` without rows,
 * `input-invalid` with too many, or `contact-jobs-full` while too much is waiting.
 */
export async function addContactJob(
  tx: Tx,
  tenant: Tenant,
  input: { kind: JobKind; contactType: string | undefined; rows: readonly JobRow[] },
  at: Date,
  mostWaiting = mostWaitingChunks,
): Promise<string> {
  const { kind } = input
  const rows = input.rows.map(row => (isKeepable(row) ? row : null))
  if (rows.length === 0) throw contactEmpty()
  if (rows.length > mostRows)
    throw inputInvalid([{ field: 'body', message: `must not have more than ${mostRows} contacts` }])
  if ((await countChunks(tx, tenant.id)) >= mostWaiting) throw contactJobsFull()
  const type = typeGiven(await readContactRules(tx, tenant), input.contactType)

  const id = newId()
  await insertJob(tx, { tenantId: tenant.id, id, kind, contactType: type.id, total: rows.length, at })
  const count = Math.ceil(rows.length / rowsPerChunk)
  const chunks = Array.from({ length: count }, (_, number) => {
    const firstIndex = number * rowsPerChunk
    return { firstIndex, rows: JSON.stringify(rows.slice(firstIndex, firstIndex + rowsPerChunk)) }
  })
  await insertChunks(tx, tenant.id, id, chunks)
  return id
}
