import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'

export interface TroubledSegment {
  readonly tenant: string
  readonly id: string
  readonly name: string
  /** What checking one contact took, on the average; null when none was checked. */
  readonly msPerCheck: number | null
  readonly lastError: string | null
}

/** Of all tenants: those whose checks take longer, and those that failed last; the slowest first. */
export async function selectTroubledSegments(
  db: Db,
  slowMs: number,
  limit: number,
): Promise<TroubledSegment[]> {
  const { rows } = await sql<TroubledSegment>`
    select tenants.slug as tenant, segments.id, segments.name, last_error as "lastError",
      (check_ms / nullif(checked_contacts, 0))::float8 as "msPerCheck"
    from segments join tenants on tenants.id = segments.tenant_id
    where last_error is not null or check_ms > ${slowMs}::float8 * checked_contacts
    order by "msPerCheck" desc nulls last, segments.id limit ${limit}`.execute(db)
  return rows
}

/** The dearest check of all, in milliseconds, and how many are slow or failing. */
export async function selectSegmentFigures(
  db: Db,
  slowMs: number,
): Promise<{ slowestMs: number; slow: number; failing: number; uncomputed: number }> {
  const { rows } = await sql<{ slowestMs: number; slow: number; failing: number; uncomputed: number }>`
    select coalesce(max(check_ms / nullif(checked_contacts, 0)), 0)::float8 as "slowestMs",
      count(*) filter (where check_ms > ${slowMs}::float8 * checked_contacts) as slow,
      count(*) filter (where last_error is not null) as failing,
      count(*) filter (where state <> 'ready') as uncomputed
    from segments`.execute(db)
  return rows[0]!
}
