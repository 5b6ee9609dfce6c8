import { newId } from '../../kernel/ids.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { deleteLong, putLong, TooLong } from '../../storage/blobs/long-blobs.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { blobKey, endingOf, type Holder, type KeptFile, toFileName, typeOf } from './attachment.ts'
import { deleteAttachment, insertAttachment, updateHolder } from './attachments.sql.ts'
import { attachmentNotFound, attachmentTooLarge, attachmentTypeRefused } from './errors.ts'

export interface FileRules {
  /** Endings of names, in lower case. */
  readonly endings: readonly string[]
  readonly mostBytes: number
}

/**
 * Keeps the bytes of a file; it has still to be given a holder, by `holdFiles`, or is swept away. Throws
 * `attachment-type-refused`, before anything is read, or `attachment-too-large`.
 */
export async function keepFile(
  db: Db,
  blobs: BlobStore,
  tenant: Tenant,
  sentName: string,
  bytes: AsyncIterable<Uint8Array>,
  { endings, mostBytes }: FileRules,
): Promise<KeptFile> {
  const fileName = toFileName(sentName)
  if (!endings.includes(endingOf(fileName))) throw attachmentTypeRefused(fileName, endings)
  const file = { id: newId(), fileName, fileType: typeOf(fileName) }
  await insertAttachment(db, tenant.id, file)
  try {
    const fileSize = await putLong(blobs, blobKey(tenant.id, file.id), bytes, mostBytes)
    return { ...file, fileSize }
  } catch (error) {
    await discardFiles(db, blobs, tenant, [file])
    throw error instanceof TooLong ? attachmentTooLarge(fileName, mostBytes) : error
  }
}

/** Gives files their holder, in the transaction that writes it. */
export async function holdFiles(
  tx: Tx,
  tenant: Tenant,
  files: readonly KeptFile[],
  { kind, id }: Holder,
): Promise<void> {
  if (files.length === 0) return
  const held = await updateHolder(tx, tenant.id, files, kind, id)
  if (held < files.length) throw attachmentNotFound()
}

/** Takes away what got no holder, without waiting for the sweep. */
export async function discardFiles(
  db: Db,
  blobs: BlobStore,
  tenant: Pick<Tenant, 'id'>,
  files: readonly Pick<KeptFile, 'id'>[],
): Promise<void> {
  for (const { id } of files) {
    // The row last: the sweep finds bytes by it.
    await deleteLong(blobs, blobKey(tenant.id, id))
    await deleteAttachment(db, tenant.id, id)
  }
}
