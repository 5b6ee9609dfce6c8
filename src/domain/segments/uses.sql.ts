import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/** What refers to a segment: with it gone, that would ask for nothing. */
export interface SegmentUse {
  readonly kind: 'segment' | 'automation' | 'campaign'
  readonly id: string
  readonly name: string
  /** Of an automation or a campaign. */
  readonly state: string | null
}

/**
 * Automations that are not stopped and name a segment, in their newest version or in one that contacts are still on; and
 * campaigns that have yet to gather its members. A definition names a segment wherever its id stands in it.
 */
export async function selectUsesElsewhere(
  db: Db,
  tenantId: string,
  segmentId: string,
): Promise<SegmentUse[]> {
  const { rows } = await sql<SegmentUse>`
    select 'automation' as kind, automation.id, automation.name, automation.state from automations automation
    where automation.tenant_id = ${tenantId} and automation.state <> 'stopped' and exists (
      select 1 from automation_versions kept
      where kept.tenant_id = automation.tenant_id and kept.automation_id = automation.id
        and strpos(lower(kept.definition::text), ${segmentId}::text) > 0
        and (kept.version = automation.version or exists (
          select 1 from automation_runs run where run.tenant_id = kept.tenant_id
            and run.automation_id = kept.automation_id and run.version = kept.version and run.state = 'waiting')))
    union all
    select 'campaign', id, name, state from campaigns
    where tenant_id = ${tenantId} and segment_id = ${segmentId}::uuid
      and state in ('draft', 'scheduled', 'running', 'paused')
    order by kind, name, id`.execute(db)
  return rows
}
