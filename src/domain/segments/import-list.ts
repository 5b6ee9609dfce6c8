import { parse } from 'csv-parse/sync'
import { isUuid } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { type KeyKind, keyKinds, normaliseKey } from '../contacts/keys.ts'
import { addToList } from './change-list.ts'
import { segmentInvalid } from './errors.ts'
import { selectContactsAmong, selectContactsByKey } from './members.sql.ts'

/** What became of the rows of a CSV. */
export interface Imported {
  readonly rows: number
  /** Contacts that are new in the list. */
  readonly added: number
  /** Rows of contacts that were in it already, or that were named before. */
  readonly known: number
  /** The first of those that name no contact, or several: the line in the file and its text. */
  readonly unknown: readonly { readonly line: number; readonly value: string }[]
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
  const contactIds = values.flatMap(({ value }) => found.get(value) ?? [])
  const added = await addToList(tx, tenantId, listId, contactIds, at)
  const unknown = values.filter(({ value }) => !found.has(value))
  return {
    rows: values.length,
    added: added.length,
    known: contactIds.length - added.length,
    unknown: unknown.slice(0, mostTold).map(({ line, value }) => ({ line, value: value.slice(0, 200) })),
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

/** By the text that names them. A text that names several contacts names none. */
async function findContacts(
  tx: Tx,
  tenantId: string,
  column: (typeof columns)[number],
  values: readonly Value[],
  now: Date,
): Promise<Map<string, string>> {
  const texts = [...new Set(values.map(({ value }) => value))]
  if (column === 'contactId') {
    const ids = texts.filter(isUuid)
    const there = new Set(await selectContactsAmong(tx, tenantId, ids))
    return new Map(
      ids.flatMap(text => (there.has(text.toLowerCase()) ? [[text, text.toLowerCase()] as const] : [])),
    )
  }
  const normal = texts.flatMap(text => {
    const key = normaliseKey(column satisfies KeyKind, text, { now })
    return key === undefined ? [] : [{ text, key }]
  })
  const owners = await selectContactsByKey(
    tx,
    tenantId,
    column,
    normal.map(({ key }) => key),
  )
  return new Map(
    normal.flatMap(({ text, key }) => (owners.has(key) ? [[text, owners.get(key)!] as const] : [])),
  )
}
