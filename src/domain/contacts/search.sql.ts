import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type { KeyCriterion } from './contacts.sql.ts'
import { isTime, type Sorting, type SortKey } from './sorting.ts'

export interface SearchFilter {
  readonly contactType: string | undefined
  readonly approved: boolean | undefined
  readonly key: KeyCriterion | undefined
  /** A `tsquery` over `contact_words`. */
  readonly words: string | undefined
  /** Members of this segment or list. */
  readonly segmentId: string | undefined
  readonly createdFrom: Date | undefined
  readonly createdUntil: Date | undefined
}

export interface SearchRow {
  readonly id: string
  /** What it is sorted by: a time as ISO 8601, or a text. */
  readonly place: string
}

function conditionsOf(tenantId: string, filter: SearchFilter): RawBuilder<unknown>[] {
  const { contactType, approved, key, words, segmentId, createdFrom, createdUntil } = filter
  return [
    sql`tenant_id = ${tenantId}`,
    ...(contactType === undefined ? [] : [sql`contact_type = ${contactType}`]),
    ...(approved === undefined ? [] : [sql`approved = ${approved}`]),
    ...(words === undefined ? [] : [sql`contact_words(attributes) @@ ${words}::tsquery`]),
    ...(key === undefined
      ? []
      : [
          sql`id in (select contact_id from contact_keys where tenant_id = ${tenantId}
            and kind = any(${key.kinds}::text[]) and value = ${key.value})`,
        ]),
    ...(segmentId === undefined
      ? []
      : [
          sql`id in (select contact_id from segment_members where tenant_id = ${tenantId}
            and segment_id = ${segmentId})`,
        ]),
    ...(createdFrom === undefined ? [] : [sql`created_at >= ${createdFrom}`]),
    ...(createdUntil === undefined ? [] : [sql`created_at < ${createdUntil}`]),
  ]
}

const nameLength = 60
const expressionOf = (key: SortKey) => {
  if (key === 'createdAt') return sql`created_at`
  if (key === 'updatedAt') return sql`modified_at`
  return sql`left(lower(coalesce(attributes->>${sql.lit(key)}, '')), ${sql.lit(nameLength)})`
}

/**
 * What comes after the given place in the order. By creation it follows an index; by anything else all that meet the
 * filter are looked at.
 */
export async function selectMatches(
  db: Db,
  tenantId: string,
  filter: SearchFilter,
  { by, isFalling }: Sorting,
  after: SearchRow | undefined,
  limit: number,
): Promise<SearchRow[]> {
  const key = expressionOf(by)
  const [order, beyond] = isFalling ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  const value = after && (isTime(by) ? sql`${after.place}::timestamptz` : sql`${after.place}::text`)
  const conditions = conditionsOf(tenantId, filter)
  if (after) conditions.push(sql`(${key}, id) ${beyond} (${value}, ${after.id}::uuid)`)
  const { rows } = await sql<{ id: string; place: Date | string }>`
    select id, ${key} as place from contacts where ${sql.join(conditions, sql` and `)}
    order by ${key} ${order}, id ${order} limit ${limit}`.execute(db)
  return rows.map(({ id, place }) => ({ id, place: place instanceof Date ? place.toISOString() : place }))
}

/** The ids of those that meet the filter after one of them, in their order. */
export async function selectMatchingIds(
  db: Db,
  tenantId: string,
  filter: SearchFilter,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const conditions = conditionsOf(tenantId, filter)
  if (after !== null) conditions.push(sql`id > ${after}::uuid`)
  const { rows } = await sql<{ id: string }>`
    select id from contacts where ${sql.join(conditions, sql` and `)} order by id limit ${limit}`.execute(db)
  return rows.map(row => row.id)
}

export async function countMatches(db: Db, tenantId: string, filter: SearchFilter): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from contacts
    where ${sql.join(conditionsOf(tenantId, filter), sql` and `)}`.execute(db)
  return rows[0]!.count
}
