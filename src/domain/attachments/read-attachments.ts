import { Readable } from 'node:stream'
import { isUuid } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { readLong } from '../../storage/blobs/long-blobs.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type Attachment, blobKey, fromRow, type HolderKind } from './attachment.ts'
import { selectAttachment, selectAttachmentsOf } from './attachments.sql.ts'
import { attachmentNotFound } from './errors.ts'

/** A file of a holder of this kind, and its bytes as they are read. Throws `attachment-not-found`. */
export async function openAttachment(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  kind: HolderKind,
  id: string,
): Promise<Attachment & { readonly bytes: Readable }> {
  const row = isUuid(id) ? await selectAttachment(db, tenant.id, id, kind) : undefined
  if (!row) throw attachmentNotFound()
  const file = fromRow(row)
  const bytes = Readable.from(readLong(blobs, blobKey(tenant.id, file.id), file.fileSize))
  return { ...file, bytes }
}

/** The files of holders of one kind, by holder. */
export async function attachmentsOf(
  db: Db,
  tenant: Pick<Tenant, 'id'>,
  kind: HolderKind,
  holderIds: readonly string[],
): Promise<Map<string, Attachment[]>> {
  if (holderIds.length === 0) return new Map()
  const rows = await selectAttachmentsOf(db, tenant.id, kind, holderIds)
  const holderOf = { response: 'response_id', feedback: 'feedback_id', reply: 'reply_id' } as const
  const groups = Map.groupBy(rows, row => row[holderOf[kind]]!)
  return new Map([...groups].map(([id, own]) => [id, own.map(fromRow)]))
}
