import { isUuid } from '../../kernel/ids.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ContactJob, RowRefusal } from './contact-job.ts'
import { selectJob, selectRefusals } from './contact-jobs.sql.ts'
import { contactJobNotFound } from './errors.ts'

/** How far a job is. Throws `contact-job-not-found`, also when it ended and is older than thirty days. */
export async function readContactJob(db: Db, tenant: Tenant, id: string): Promise<ContactJob> {
  const row = isUuid(id) ? await selectJob(db, tenant.id, id) : undefined
  if (!row) throw contactJobNotFound(id.slice(0, 100))
  const { total, succeeded, failed } = row
  const done = succeeded + failed
  const refusals = failed > 0 ? await selectRefusals(db, tenant.id, id) : []
  return {
    id: row.id,
    state: done === total ? 'completed' : done > 0 ? 'processing' : 'pending',
    total,
    succeeded,
    failed,
    refusals: refusals.map(({ row_index, refusal }) => ({
      index: row_index,
      ...(JSON.parse(refusal) as Omit<RowRefusal, 'index'>),
    })),
  }
}
