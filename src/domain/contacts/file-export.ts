/**
 * A file export writes contacts into a CSV file in the background, a part at a time. Each part is a blob of its own, put
 * before the row tells of it: what a process that dies was about is done again by the next.
 *
 *   pending ── first part ──▶ processing ── last part ──▶ completed, and gone with its file after three days
 *                                 └── it cannot be written ──▶ failed
 */

import { computedAttributes } from './computed-attributes.ts'
import type { Contact } from './contact.ts'
import type { Delimiter } from './csv-file.ts'
import type { SearchFilter } from './search.sql.ts'

export const fileCharsets = ['utf-8', 'windows-1252'] as const
export type FileCharset = (typeof fileCharsets)[number]

/** Kept with the export. */
export interface ExportPlan {
  readonly fileName: string
  readonly filter: SearchFilter
  readonly columns: readonly string[]
  readonly delimiter: Delimiter
  readonly charset: FileCharset
}

export interface FileExport {
  readonly id: string
  readonly plan: ExportPlan
  readonly state: 'pending' | 'processing' | 'completed' | 'failed'
  /** As it was counted when it was asked for. */
  readonly total: number
  readonly done: number
  readonly bytes: number
  readonly createdAt: Date
  readonly finishedAt: Date | null
}

export const keptDays = 3

/** Columns that are none of the attributes. The others of an import are these, too, so that a file can come back. */
const ownColumns: Readonly<Record<string, (contact: Contact) => unknown>> = {
  id: contact => contact.id,
  contactType: contact => contact.contactType,
  approved: contact => contact.approved,
  source: contact => contact.source,
  createdAt: contact => contact.createdAt.toISOString(),
  updatedAt: contact => contact.modifiedAt.toISOString(),
}

export const standardColumns: readonly string[] = [
  'id',
  'contactType',
  'approved',
  'email',
  'mobilePhone',
  'memberNumber',
  'externalId',
  'firstName',
  'lastName',
  'birthDay',
  'street',
  'zipCode',
  'city',
  'countryCode',
  'preferences.email',
  'preferences.sms',
  'preferences.postal',
  'createdAt',
  'updatedAt',
]

/** The cells of a contact. What it does not have is blank. */
export function toCells(contact: Contact, columns: readonly string[], now: Date): string[] {
  const attributes = new Map(
    Object.entries({ ...contact.attributes, ...computedAttributes(contact.attributes, now) }),
  )
  const preferences = new Map(Object.entries(contact.preferences))
  const consents = new Map(contact.consents.map(({ id, value }) => [id, value]))
  return columns.map(column => {
    if (Object.hasOwn(ownColumns, column)) return toCell(ownColumns[column]!(contact))
    if (column.startsWith('preferences.')) return toCell(preferences.get(column.slice('preferences.'.length)))
    if (column.startsWith('consents.')) return toCell(consents.get(column.slice('consents.'.length)))
    return toCell(attributes.get(column))
  })
}

function toCell(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A character that the set lacks becomes a question mark. */
export function encode(text: string, charset: FileCharset): Buffer {
  if (charset === 'utf-8') return Buffer.from(text)
  return Buffer.from(text.replaceAll(/[^\0-\x7f\xa0-\xff]/gu, '?'), 'latin1')
}

export const partKey = (tenantId: string, id: string, part: number) =>
  `${tenantId}/exports/${id}-${String(part).padStart(6, '0')}.csv`
