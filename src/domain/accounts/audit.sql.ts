import type { Selectable } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type { AuditRow } from '../../storage/tables.ts'

export interface AuditFilter {
  readonly action?: string | undefined
  readonly subject?: string | undefined
  readonly actor?: string | undefined
}

/** The newest first; what comes after the given id in that order. */
export function selectAudit(
  db: Db,
  tenantId: string,
  { action, subject, actor }: AuditFilter,
  before: string | undefined,
  limit: number,
): Promise<Selectable<AuditRow>[]> {
  let query = db.selectFrom('audit_trail').selectAll().where('tenant_id', '=', tenantId)
  if (action !== undefined) query = query.where('action', '=', action)
  if (subject !== undefined) query = query.where('subject', '=', subject)
  if (actor !== undefined) query = query.where('actor', '=', actor)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}
