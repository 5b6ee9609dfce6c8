import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { SegmentRow } from '../../storage/tables-segments.ts'
import type { Rule } from './rule.ts'
import type { Refresh, SegmentKind } from './segment.ts'

export const selectSegmentNames = (db: Db, tenantId: string) =>
  db
    .selectFrom('segments')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .orderBy('id')
    .execute()

/** Newest first; those that are older than one. */
export const selectSegments = (
  db: Db,
  tenantId: string,
  { before, words }: { readonly before: string | undefined; readonly words: string | undefined },
  limit: number,
) =>
  db
    .selectFrom('segments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(before !== undefined, query => query.where('id', '<', before!))
    .$if(words !== undefined, query =>
      query.where(sql<boolean>`strpos(lower(name || ' ' || description), lower(${words!}::text)) > 0`),
    )
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const selectSegment = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('segments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

export const lockSegment = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('segments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** What each asks for, so that no two ask for each other; by name. */
export const selectRules = (db: Db, tenantId: string) =>
  db
    .selectFrom('segments')
    .select(['id', 'name', 'rule'])
    .where('tenant_id', '=', tenantId)
    .orderBy('name')
    .orderBy('id')
    .execute()

export interface SegmentToWrite {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly kind: SegmentKind
  readonly rule: Rule | null
  readonly includesUnapproved: boolean
  readonly refresh: Refresh | null
}

export const insertSegment = (tx: Tx, tenantId: string, segment: SegmentToWrite, at: Date) =>
  tx
    .insertInto('segments')
    .values({
      tenant_id: tenantId,
      id: segment.id,
      name: segment.name,
      description: segment.description,
      kind: segment.kind,
      rule: segment.rule && JSON.stringify(segment.rule),
      includes_unapproved: segment.includesUnapproved,
      refresh: segment.refresh,
      state: segment.rule ? 'stale' : 'ready',
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow()

export async function updateSegment(
  tx: Tx,
  tenantId: string,
  segment: SegmentToWrite,
  at: Date,
  mustCompute: boolean,
): Promise<Selectable<SegmentRow>> {
  return tx
    .updateTable('segments')
    .set({
      name: segment.name,
      description: segment.description,
      rule: segment.rule && JSON.stringify(segment.rule),
      includes_unapproved: segment.includesUnapproved,
      refresh: segment.refresh,
      version: sql<number>`version + 1`,
      updated_at: at,
      ...(mustCompute && {
        state: 'stale' as const,
        computed_up_to: null,
        contacts_done: 0,
        due_at: null,
        failures: 0,
        last_error: null,
        retry_at: null,
      }),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', segment.id)
    .returningAll()
    .executeTakeFirstOrThrow()
}

export const deleteSegmentRow = (tx: Tx, tenantId: string, id: string) =>
  tx.deleteFrom('segments').where('tenant_id', '=', tenantId).where('id', '=', id).execute()

export const countSegments = (tx: Tx, tenantId: string): Promise<number> =>
  tx
    .selectFrom('segments')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
    .then(row => row.count)
