import type { Db, Tx } from '../../storage/driver.ts'
import type { SessionRow } from '../../storage/tables-people.ts'

export const insertSession = (tx: Tx, row: SessionRow) => tx.insertInto('sessions').values(row).execute()

/** The session with its person, unless it is over. */
export const selectSession = (db: Db, tenantId: string, hash: Buffer, at: Date, seenSince: Date) =>
  db
    .selectFrom('sessions')
    .innerJoin('people', join =>
      join.onRef('people.tenant_id', '=', 'sessions.tenant_id').onRef('people.id', '=', 'sessions.person_id'),
    )
    .where('sessions.tenant_id', '=', tenantId)
    .where('sessions.token_hash', '=', hash)
    .where('sessions.ends_at', '>', at)
    .where('sessions.last_seen_at', '>', seenSince)
    .selectAll('people')
    .select(['sessions.id as session_id', 'sessions.last_seen_at', 'sessions.ends_at'])
    .executeTakeFirst()

export const touchSessionRow = (db: Db, tenantId: string, id: string, at: Date) =>
  db
    .updateTable('sessions')
    .set({ last_seen_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** The one used last first. */
export const selectSessions = (db: Db, tenantId: string, personId: string, at: Date, seenSince: Date) =>
  db
    .selectFrom('sessions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('ends_at', '>', at)
    .where('last_seen_at', '>', seenSince)
    .orderBy('last_seen_at', 'desc')
    .execute()

/** Of one person; only the one, or all but one, when that is said. Answers how many ended. */
export async function deleteSessions(
  tx: Tx,
  tenantId: string,
  personId: string,
  { only, but }: { readonly only?: string; readonly but?: string } = {},
): Promise<number> {
  let query = tx.deleteFrom('sessions').where('tenant_id', '=', tenantId).where('person_id', '=', personId)
  if (only !== undefined) query = query.where('id', '=', only)
  if (but !== undefined) query = query.where('id', '<>', but)
  const { numDeletedRows } = await query.executeTakeFirst()
  return Number(numDeletedRows)
}

/** All but the ones used last. */
export const deleteSurplusSessions = (tx: Tx, tenantId: string, personId: string, most: number) =>
  tx
    .deleteFrom('sessions')
    .where('tenant_id', '=', tenantId)
    .where('person_id', '=', personId)
    .where('id', 'in', from =>
      from
        .selectFrom('sessions')
        .select('id')
        .where('tenant_id', '=', tenantId)
        .where('person_id', '=', personId)
        .orderBy('last_seen_at', 'desc')
        .offset(most),
    )
    .execute()

/** Of all tenants: what nobody can use any more. */
export const deleteEndedSessions = (db: Db, at: Date, seenSince: Date) =>
  db
    .deleteFrom('sessions')
    .where(where => where.or([where('ends_at', '<=', at), where('last_seen_at', '<=', seenSince)]))
    .execute()
