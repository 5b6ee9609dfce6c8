import { sql } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type { KeyCriterion } from './contacts.sql.ts'

export interface SearchFilter {
  readonly contactType: string | undefined
  readonly approved: boolean | undefined
  readonly key: KeyCriterion | undefined
  /** A `tsquery` over `contact_words`. */
  readonly words: string | undefined
}

export interface SearchRow {
  readonly id: string
  readonly created_at: Date
}

/** The newest first; what comes after the given place in that order. */
export async function selectMatches(
  db: Db,
  tenantId: string,
  { contactType, approved, key, words }: SearchFilter,
  after: { readonly createdAt: string; readonly id: string } | undefined,
  limit: number,
): Promise<SearchRow[]> {
  const conditions = [
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
    ...(after ? [sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`] : []),
  ]
  const { rows } = await sql<SearchRow>`
    select id, created_at from contacts where ${sql.join(conditions, sql` and `)}
    order by created_at desc, id desc limit ${limit}`.execute(db)
  return rows
}
