import { type Selectable, sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { MessageSuppressionRow } from '../../storage/tables-messaging.ts'

export type SuppressionRow = Selectable<MessageSuppressionRow>

export interface SuppressionToWrite {
  readonly channel: string
  readonly address: string
  readonly reason: string
  readonly detail: string | null
  readonly sendId: string | null
}

/**
 * An address that is suppressed already stays so for the reason that it has; of the others the log tells. Answers how
 * many those are.
 */
export async function insertSuppressions(
  tx: Tx,
  tenantId: string,
  suppressions: readonly SuppressionToWrite[],
  at: Date,
): Promise<number> {
  if (suppressions.length === 0) return 0
  await lockEvents(tx, [tenantId])
  const { rows } = await sql<{ channel: string; address: string }>`
    insert into message_suppressions (tenant_id, channel, address, reason, detail, send_id, created_at)
    select ${tenantId}::uuid, channel, address, reason, detail, send_id, ${at}::timestamptz
    from unnest(
      ${suppressions.map(each => each.channel)}::text[], ${suppressions.map(each => each.address)}::text[],
      ${suppressions.map(each => each.reason)}::text[], ${suppressions.map(each => each.detail)}::text[],
      ${suppressions.map(each => each.sendId)}::uuid[]
    ) as given (channel, address, reason, detail, send_id)
    on conflict do nothing returning channel, address`.execute(tx)
  await appendEvents(
    tx,
    rows.map(data => ({ tenantId, type: 'address.suppressed', data, at })),
  )
  return rows.length
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

/** False when it was not suppressed; else the log tells that it no longer is. */
export async function deleteSuppression(
  tx: Tx,
  tenantId: string,
  { channel, address }: { channel: string; address: string },
  at: Date,
): Promise<boolean> {
  await lockEvents(tx, [tenantId])
  const deleted = await tx
    .deleteFrom('message_suppressions')
    .where('tenant_id', '=', tenantId)
    .where('channel', '=', channel)
    .where('address', '=', address)
    .returning('address')
    .executeTakeFirst()
  if (!deleted) return false
  await appendEvents(tx, [{ tenantId, type: 'address.released', data: { channel, address }, at }])
  return true
}
