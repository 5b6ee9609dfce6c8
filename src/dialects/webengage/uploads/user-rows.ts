/** WebEngage › Upload data: CSV files of users. Each row is what a POST of a user says, under other names. */

import { attributeTypesOf } from '../../../domain/contacts/attribute-types.ts'
import { typedCells } from '../../../domain/uploads/cell-value.ts'
import type { Cells, UploadKind } from '../../../domain/uploads/upload-kind.ts'
import { DomainError, type Fault } from '../../../kernel/domain-error.ts'
import type { ValueType } from '../../../kernel/value-type.ts'
import { toAttributeName, toFieldName } from '../fields.ts'
import { writeEach } from '../users/ingest-users.ts'
import { type ReadUser, readUser, type User } from '../users/translate.ts'

/** The vendor's columns: the field of a user, and how many characters it may have. */
const columns: Readonly<Record<string, readonly [field: string, longest: number]>> = {
  user_id: ['userId', 100],
  first_name: ['firstName', 50],
  last_name: ['lastName', 50],
  birth_date: ['birthDate', 30],
  gender: ['gender', 10],
  company: ['company', 100],
  country: ['country', 100],
  city: ['city', 100],
  region: ['region', 100],
  locality: ['locality', 100],
  postal_code: ['postalCode', 100],
  email: ['email', 100],
  phone: ['phone', 16],
  hashed_email: ['hashedEmail', 512],
  hashed_phone: ['hashedPhone', 512],
  tz_name: ['tzName', 100],
}
const flags: Readonly<Record<string, string>> = {
  email_opt_in: 'emailOptIn',
  sms_opt_in: 'smsOptIn',
  push_opt_in: 'pushOptIn',
  whatsapp_opt_in: 'whatsappOptIn',
  rcs_opt_in: 'rcsOptIn',
}
const columnNames = new Map([
  ...Object.entries(columns).map(([column, [field]]) => [field, column] as const),
  ...Object.entries(flags).map(([column, field]) => [field, column] as const),
])

const isSystem = (column: string) =>
  Object.hasOwn(columns, column) || Object.hasOwn(flags, column) || column === 'tz_offset'

export const userRows: UploadKind = {
  name: 'users',

  async check(db, tenant, _subject, header, first) {
    if (header[0] !== 'user_id') return 'The first column must be user_id.'
    const types = await attributeTypesOf(db, tenant)
    const read = first && readRow(header, first, types)
    return typeof read === 'string' ? `Row 1: ${read}` : undefined
  },

  async carryOut(tx, tenant, _subject, header, rows, at) {
    const types = await attributeTypesOf(tx, tenant)
    const read = rows.map(cells => readRow(header, cells, types))
    const users = read.filter(each => typeof each !== 'string')
    const outcomes = (await writeEach(tx, tenant, users, at))[Symbol.iterator]()
    return read.map(each => {
      if (typeof each === 'string') return each
      const outcome = outcomes.next().value
      return outcome instanceof DomainError ? toMessage(outcome) : undefined
    })
  },
}

/** A user, or what is wrong with the row. */
function readRow(header: Cells, cells: Cells, types: Map<string, ValueType>): ReadUser | string {
  const faults: Fault[] = []
  const add = (field: string, message: string) => faults.push({ field, message })
  const fields: [string, unknown][] = []
  const own: [string, string, string][] = []
  for (const [index, column] of header.entries()) {
    const cell = cells[index] ?? ''
    if (!isSystem(column)) own.push([column, toAttributeName(column), cell])
    else if (cell !== '') {
      const field = readField(column, cell)
      if (field) fields.push(field)
      else add(column, 'is not valid or too long')
    }
  }
  const attributes = Object.fromEntries(typedCells(types, own, add))
  if ((cells[0] ?? '').trim() === '') return 'user_id is empty'
  if (fields.every(([field]) => field !== 'userId')) return faults.map(toText).join('; ')
  const user = readUser({ ...Object.fromEntries(fields), attributes } as User, '', faults)
  return faults.length > 0 ? faults.map(toText).join('; ') : user
}

function readField(column: string, cell: string): [string, unknown] | undefined {
  if (column === 'tz_offset') return /^[+-]?\d{1,4}$/.test(cell) ? ['tzOffset', Number(cell)] : undefined
  if (Object.hasOwn(flags, column))
    return /^(true|false)$/i.test(cell) ? [flags[column]!, cell.toLowerCase() === 'true'] : undefined
  const [field, longest] = columns[column]!
  return cell.length <= longest ? [field, cell] : undefined
}

function toMessage({ message, data }: DomainError): string {
  const { faults } = data as { readonly faults?: readonly Fault[] }
  if (!faults || faults.length === 0) return message
  return faults
    .map(({ field, message: said }) => toText({ field: toFieldName(field), message: said }))
    .join('; ')
}

/** Under the name of the column. */
function toText({ field, message }: Fault): string {
  const name = field.replace(/^attributes\./, '')
  return `${columnNames.get(name) ?? name} ${message}`
}
