import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface MovementRow {
  readonly segment_id: string
  readonly name: string
  readonly entered: number
  readonly left_count: number
}

/** Who entered and left since an id, among the newest so many facts of the log; those that moved most first. */
export async function selectMovements(
  db: Db,
  tenantId: string,
  sinceId: string,
  mostFacts: number,
): Promise<MovementRow[]> {
  const { rows } = await sql<MovementRow>`
    select segment.id as segment_id, segment.name, moved.entered, moved.left_count from (
      select (data->>'segmentId')::uuid as id, count(*) filter (where type = 'segment.entered') as entered,
        count(*) filter (where type = 'segment.left') as left_count
      from (
        select id, type, data from events where tenant_id = ${tenantId}
          and seq > (select seq - ${mostFacts} from log_heads where tenant_id = ${tenantId} and log = 'events')
        order by seq desc limit ${mostFacts}
      ) newest
      where id >= ${sinceId}::uuid and type in ('segment.entered', 'segment.left') group by 1
    ) moved
    join segments segment on segment.tenant_id = ${tenantId} and segment.id = moved.id
    order by moved.entered + moved.left_count desc, segment.name limit 20`.execute(db)
  return rows
}

/** Those that went wrong last, at most so many. */
export async function selectFailing(
  db: Db,
  tenantId: string,
  limit: number,
): Promise<{ id: string; name: string; last_error: string }[]> {
  const { rows } = await sql<{ id: string; name: string; last_error: string }>`
    select id, name, last_error from segments where tenant_id = ${tenantId} and last_error is not null
    order by id limit ${limit}`.execute(db)
  return rows
}
