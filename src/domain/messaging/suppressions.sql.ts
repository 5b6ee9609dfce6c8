import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { MessageSuppressionRow } from '../../storage/tables-messaging.ts'

export type SuppressionRow = Selectable<MessageSuppressionRow>

export interface SuppressionToWrite {
  readonly channel: string
  readonly address: string
  readonly reason: string
  readonly detail: string | null
  readonly sendId: string | null
}

/** An address that is suppressed already stays so for the reason that it has. Answers how many were not. */
export async function insertSuppressions(
  tx: Tx,
  tenantId: string,
  suppressions: readonly SuppressionToWrite[],
  at: Date,
): Promise<number> {
  if (suppressions.length === 0) return 0
  const { numAffectedRows } = await sql`
    insert into message_suppressions (tenant_id, channel, address, reason, detail, send_id, created_at)
    select ${tenantId}::uuid, channel, address, reason, detail, send_id, ${at}::timestamptz
    from unnest(
      ${suppressions.map(each => each.channel)}::text[], ${suppressions.map(each => each.address)}::text[],
      ${suppressions.map(each => each.reason)}::text[], ${suppressions.map(each => each.detail)}::text[],
      ${suppressions.map(each => each.sendId)}::uuid[]
    ) as given (channel, address, reason, detail, send_id)
    on conflict do nothing`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

/** By channel and address, after a place. */
export const selectSuppressions = (
  db: Db,
  tenantId: string,
  { channel, after }: { channel?: string; after?: readonly string[] },
  count: number,
): Promise<SuppressionRow[]> =>
  db
    .selectFrom('message_suppressions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .$if(channel !== undefined, query => query.where('channel', '=', channel!))
    .$if(after !== undefined, query =>
      query.where(sql<boolean>`(channel, address) > (${after?.[0]}, ${after?.[1]})`),
    )
    .orderBy('channel')
    .orderBy('address')
    .limit(count)
    .execute()

export const deleteSuppression = (tx: Tx, tenantId: string, channel: string, address: string) =>
  tx
    .deleteFrom('message_suppressions')
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .returning('address')
    .executeTakeFirst()
