import { parse } from 'csv-parse/sync'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { type KeyKind, keyKinds, normaliseKey } from '../contacts/keys.ts'
import { addToList } from './change-list.ts'
import { segmentInvalid } from './errors.ts'
import { selectContactsAmong, selectContactsByKey } from './members.sql.ts'

/** No contact has it; several have it; it is no such key. */
export type RowFault = 'unknown' | 'ambiguous' | 'invalid'

/** What became of the rows of a CSV. */
export interface Imported {
  readonly rows: number
  /** Contacts that are new in the list. */
  readonly added: number
  /** Rows of contacts that were in it already, or that were named before. */
  readonly known: number
  /** The first of those that name no contact, or several: the line in the file, its text and why. */
  readonly unknown: readonly { readonly line: number; readonly value: string; readonly reason: RowFault }[]
  readonly unknownCount: number
}

export const mostRows = 50_000
const mostTold = 100
const columns = ['contactId', ...keyKinds] as const

/**
 * Puts the contacts of a CSV (RFC 4180) into a list. Its first line names the columns; one of them is `contactId` or a key:
 * `email`, `mobilePhone`, `memberNumber`, `externalId`, `socialSecurityNumber`. Others are passed over.
 *
 * Throws `segment-invalid` when it is no such file or has too many rows, and as `addToList` does.
 */
export async function importList(
  tx: Tx,
  tenantId: string,
  listId: string,
  csv: string,
  at: Date,
): Promise<Imported> {
  const { column, values } = readColumn(csv)
  const found = await findContacts(tx, tenantId, column, values, at)
  const faultOf = ({ value }: Value) => {
    const outcome = found.get(value)!
    return 'fault' in outcome ? outcome.fault : undefined
  }
  const contactIds = values.flatMap(({ value }) => {
    const outcome = found.get(value)!
    return 'contactId' in outcome ? outcome.contactId : []
  })
  const added = await addToList(tx, tenantId, listId, contactIds, at)
  const unknown = values.flatMap(row => {
    const reason = faultOf(row)
    return reason === undefined ? [] : [{ ...row, reason }]
  })
  return {
    rows: values.length,
    added: added.length,
    known: contactIds.length - added.length,
    unknown: unknown.slice(0, mostTold).map(({ value, ...row }) => ({ ...row, value: value.slice(0, 200) })),
    unknownCount: unknown.length,
  }
}

interface Value {
  readonly line: number
  readonly value: string
}

function readColumn(csv: string): { column: (typeof columns)[number]; values: Value[] } {
  const fault = (message: string) => segmentInvalid([{ field: '/csv', message }])
  const rows = parseRows(csv, fault)
  const [header, ...body] = rows
  const names = header?.record.map(name => name.trim()) ?? []
  const column = columns.find(name => names.includes(name))
  if (column === undefined) throw fault(`must have a column ${columns.join(' or ')}, named in the first line`)
  if (body.length > mostRows) throw fault(`must not have more than ${mostRows} rows`)
  const place = names.indexOf(column)
  const values = body.map(({ record, info }) => ({ line: info.lines, value: record[place]?.trim() ?? '' }))
  return { column, values: values.filter(({ value }) => value !== '') }
}

function parseRows(csv: string, fault: (message: string) => Error) {
  try {
    return parse(csv, {
      bom: true,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      to: mostRows + 2,
      max_record_size: 100_000,
    }) as unknown as { record: string[]; info: { lines: number } }[]
  } catch (error) {
    throw fault(`is not CSV: ${(error as Error).message.slice(0, 200)}`)
  }
}

type Found = { readonly contactId: string } | { readonly fault: RowFault }

/** Of each text the contact that it names, or why it names none. */
async function findContacts(
  tx: Tx,
  tenantId: string,
  column: (typeof columns)[number],
  values: readonly Value[],
  now: Date,
): Promise<Map<string, Found>> {
  const texts = [...new Set(values.map(({ value }) => value))]
  const keys = new Map(texts.map(text => [text, toKey(column, text, now)]))
  const valid = [...new Set(keys.values())].filter(key => key !== undefined)
  const owners =
    column === 'contactId'
      ? new Map((await selectContactsAmong(tx, tenantId, valid)).map(id => [id, { contactId: id, count: 1 }]))
      : await selectContactsByKey(tx, tenantId, column, valid)
  return new Map(
    [...keys].map(([text, key]): [string, Found] => {
      if (key === undefined) return [text, { fault: 'invalid' }]
      const owner = owners.get(key)
      if (!owner) return [text, { fault: 'unknown' }]
      return [text, owner.count > 1 ? { fault: 'ambiguous' } : { contactId: owner.contactId }]
    }),
  )
}

function toKey(column: (typeof columns)[number], text: string, now: Date): string | undefined {
  if (column === 'contactId') return isUuid(text) ? text.toLowerCase() : undefined
  return normaliseKey(column satisfies KeyKind, text, { now })
}
