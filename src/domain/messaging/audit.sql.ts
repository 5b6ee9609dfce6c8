import type { Selectable } from 'kysely'
import type { Db } from '../../storage/driver.ts'
import type { MessageSendRow } from '../../storage/tables-messaging.ts'

/** Of one contact, made at `from` or later and before `to`. */
export interface AuditSelection {
  readonly contactId: string
  readonly from: Date
  readonly to?: Date | undefined
  readonly channels: readonly string[]
  readonly originId?: string | undefined
}

export type AuditedRow = Selectable<MessageSendRow> & {
  readonly campaign: string | null
  readonly subject: string | null
  readonly text: string | null
  readonly html: string | null
  readonly payload: Record<string, unknown> | null
  /** What is kept of a message that the outbox has not, or no more: of an e-mail the subject. */
  readonly kept: string | null
}

const audited = (db: Db, tenantId: string, { contactId, from, to, channels, originId }: AuditSelection) =>
  db
    .selectFrom('message_sends as send')
    .where('send.tenant_id', '=', tenantId)
    .where('send.contact_id', '=', contactId)
    .where('send.created_at', '>=', from)
    .where('send.channel', 'in', channels)
    .$if(to !== undefined, query => query.where('send.created_at', '<', to!))
    .$if(originId !== undefined, query => query.where('send.origin_id', '=', originId!))

export async function countAudited(db: Db, tenantId: string, selection: AuditSelection): Promise<number> {
  const { count } = await audited(db, tenantId, selection)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** The newest first, with what they said. */
export const selectAudited = (
  db: Db,
  tenantId: string,
  selection: AuditSelection,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<AuditedRow[]> =>
  audited(db, tenantId, selection)
    .leftJoin('campaigns as campaign', join =>
      join.onRef('campaign.tenant_id', '=', 'send.tenant_id').onRef('campaign.id', '=', 'send.lane_id'),
    )
    .leftJoin('message_outbox as captured', join =>
      join.onRef('captured.tenant_id', '=', 'send.tenant_id').onRef('captured.id', '=', 'send.id'),
    )
    .leftJoin('messages as message', join =>
      join.onRef('message.tenant_id', '=', 'send.tenant_id').onRef('message.id', '=', 'send.id'),
    )
    .selectAll('send')
    .select([
      'campaign.name as campaign',
      'captured.subject',
      'captured.text',
      'captured.html',
      'captured.payload',
      'message.text as kept',
    ])
    .orderBy('send.id', 'desc')
    .offset(offset)
    .limit(limit)
    .execute()

/** What orders of transactions are called, by the ends of the keys of their sends: the ids of the orders. */
export async function selectOrderNames(
  db: Db,
  tenantId: string,
  contactId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('message_transactions')
    .select(['id', 'name'])
    .where('tenant_id', '=', tenantId)
    .where('contact_id', '=', contactId)
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
