import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Attachment, HolderKind } from './attachment.ts'

const holderColumns = { response: 'response_id', feedback: 'feedback_id', reply: 'reply_id' } as const

export const insertAttachment = (
  db: Db,
  tenantId: string,
  { id, fileName, fileType }: Omit<Attachment, 'fileSize'>,
) =>
  db
    .insertInto('attachments')
    .values({ tenant_id: tenantId, id, file_name: fileName, file_type: fileType })
    .execute()

/** Gives files their holder, unless they have been swept away or have one. Answers how many got it. */
export async function updateHolder(
  tx: Tx,
  tenantId: string,
  files: readonly Attachment[],
  kind: HolderKind,
  holderId: string,
): Promise<number> {
  const column = sql.ref(holderColumns[kind])
  const { numAffectedRows } = await sql`
    update attachments set ${column} = ${holderId}, file_size = given.size
    from unnest(${files.map(({ id }) => id)}::uuid[], ${files.map(({ fileSize }) => fileSize)}::bigint[]) as given (id, size)
    where attachments.tenant_id = ${tenantId} and attachments.id = given.id
      and response_id is null and feedback_id is null and reply_id is null`.execute(tx)
  return Number(numAffectedRows ?? 0)
}

export const selectAttachment = (db: Db, tenantId: string, id: string, kind: HolderKind) =>
  db
    .selectFrom('attachments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where(holderColumns[kind], 'is not', null)
    .executeTakeFirst()

export const selectAttachmentsOf = (
  db: Db,
  tenantId: string,
  kind: HolderKind,
  holderIds: readonly string[],
) =>
  db
    .selectFrom('attachments')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where(holderColumns[kind], 'in', holderIds)
    .orderBy('id')
    .execute()

/** Files without a holder from before a time of the machine's, of all tenants. */
export const selectWithoutHolder = (db: Db, before: Date, limit: number) =>
  db
    .selectFrom('attachments')
    .select(['tenant_id', 'id'])
    .where('response_id', 'is', null)
    .where('feedback_id', 'is', null)
    .where('reply_id', 'is', null)
    .where('created_at', '<', before)
    .orderBy('created_at')
    .limit(limit)
    .execute()

/** Unless it has a holder by now. */
export const deleteAttachment = (db: Db, tenantId: string, id: string) =>
  db
    .deleteFrom('attachments')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('response_id', 'is', null)
    .where('feedback_id', 'is', null)
    .where('reply_id', 'is', null)
    .executeTakeFirst()
