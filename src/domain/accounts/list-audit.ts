import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { type AuditFilter, selectAudit } from './audit.sql.ts'

/** One line of the audit trail: who did what to what, on the machine's clock. */
export interface AuditEntry {
  readonly id: string
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly details: Readonly<Record<string, unknown>>
}

/** The newest first. Throws `cursor-invalid`. */
export async function listAudit(
  db: Db,
  tenantId: string,
  filter: AuditFilter,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<AuditEntry>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectAudit(db, tenantId, filter, before, limit + 1)
  const entries = rows.map(({ id, at, actor, action, subject, details }) => ({
    id,
    at,
    actor,
    action,
    subject,
    details: details as Record<string, unknown>,
  }))
  return toPage(entries, limit, last => [last.id])
}
