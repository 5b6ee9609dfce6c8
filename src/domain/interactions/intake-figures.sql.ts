import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

/**
 * The number that the log of interactions had reached at so many moments, each a step before the next, the last one at
 * `end`. By the machine's clock, which ids tell: one look into an index for each, however many interactions there are.
 */
export async function selectReached(
  db: Db,
  tenantId: string,
  { end, stepMs, steps }: { readonly end: Date; readonly stepMs: number; readonly steps: number },
): Promise<number[]> {
  const { rows } = await sql<{ seq: number | null }>`
    select (
      select seq from interactions where tenant_id = ${tenantId} and id < lowest_id_at(moment)
      order by id desc limit 1
    ) as seq
    from generate_series(${steps}::int, 0, -1) as back
    cross join lateral (
      select ${end}::timestamptz - back * ${stepMs}::double precision * interval '1 millisecond' as moment
    ) step
    order by back desc`.execute(db)
  return rows.map(row => row.seq ?? 0)
}

/** How many were rejected in each step before `end`, of the newest so many; the step before `end` is 0. */
export async function selectRejectedCounts(
  db: Db,
  tenantId: string,
  { end, stepMs, steps }: { readonly end: Date; readonly stepMs: number; readonly steps: number },
  most: number,
): Promise<{ back: number; count: number }[]> {
  const { rows } = await sql<{ back: number; count: number }>`
    select floor(extract(epoch from ${end}::timestamptz - id_time(id)) * 1000 / ${stepMs}::double precision)::int as back,
      count(*) as count
    from (
      select id from rejected_interactions
      where tenant_id = ${tenantId} and id < lowest_id_at(${end}::timestamptz)
        and id >= lowest_id_at(${end}::timestamptz - ${steps * stepMs}::double precision * interval '1 millisecond')
      order by id desc limit ${most}
    ) newest
    group by 1`.execute(db)
  return rows
}
