/**
 * A file that came with a response to a survey, with feedback or with a reply to it.
 *
 *   row ── bytes ──▶ kept ── its holder is written ──▶ held ── the holder is deleted ──▶ (swept away)
 *    └────────────────┴── no holder within an hour ──▶ (swept away)
 *
 * What is served is never shown by a browser but saved, and its type is told by its name, not by who sent it.
 */
import type { Selectable } from 'kysely'
import type { AttachmentRow } from '../../storage/tables-surveys.ts'

export interface Attachment {
  readonly id: string
  readonly fileName: string
  readonly fileType: string
  readonly fileSize: number
}

/** What a file is that has been kept and waits for its holder. */
export type KeptFile = Attachment

export type HolderKind = 'response' | 'feedback' | 'reply'

export interface Holder {
  readonly kind: HolderKind
  readonly id: string
}

/** The types that are known, by the ending of the name. All others are `application/octet-stream`. */
const types: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  doc: 'application/msword',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  gif: 'image/gif',
  heic: 'image/heic',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  odt: 'application/vnd.oasis.opendocument.text',
  ods: 'application/vnd.oasis.opendocument.spreadsheet',
  pdf: 'application/pdf',
  png: 'image/png',
  txt: 'text/plain',
  wav: 'audio/wav',
  webp: 'image/webp',
  xls: 'application/vnd.ms-excel',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
}

export const knownEndings: readonly string[] = Object.keys(types)

/** What may come where nothing else is said. */
export const usualEndings = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'heic', 'pdf', 'txt'] as const

export const endingOf = (fileName: string) =>
  /\.([A-Za-z0-9]{1,10})$/.exec(fileName)?.[1]?.toLowerCase() ?? ''

export function typeOf(fileName: string): string {
  const ending = endingOf(fileName)
  return Object.hasOwn(types, ending) ? types[ending]! : 'application/octet-stream'
}

/** The last part of a name, without what no file system and no header takes; never empty. */
export function toFileName(text: string): string {
  const last = text.split(/[/\\]/).at(-1) ?? ''
  const plain = last.toWellFormed().replaceAll(/[\p{Cc}\p{Bidi_Control}"*:<>?|\ufffd]/gu, '')
  const name = plain.trim().replace(/^\.+/, '')
  const ending = endingOf(name)
  if (name.length <= 200) return name === '' ? 'file' : name
  return ending === '' ? name.slice(0, 200) : `${name.slice(0, 199 - ending.length)}.${ending}`
}

export const blobKey = (tenantId: string, id: string) => `${tenantId}/attachments/${id}`

/** Of one that is whole. */
export const fromRow = (row: Selectable<AttachmentRow>): Attachment => ({
  id: row.id,
  fileName: row.file_name,
  fileType: row.file_type,
  fileSize: row.file_size ?? 0,
})
