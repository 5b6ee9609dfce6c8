/** What the columns of a CSV of contacts mean. */
import { type Fault, inputInvalid } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { channels } from './contact.ts'
import type { JobRow } from './contact-job.ts'
import { contactInvalid } from './errors.ts'

export const cellTypes = ['text', 'number', 'boolean'] as const
export type CellType = (typeof cellTypes)[number]

/** How a column is read: the target is an attribute, `contactType`, `preferences.<channel>` or `consents.<id>`. */
export interface ColumnMapping {
  readonly column: string
  readonly target: string
  readonly type?: CellType | undefined
}

export interface ImportColumn {
  /** Its place in a row. */
  readonly place: number
  readonly target: string
  readonly type: CellType
}

/** Names that people give to columns, beside those of the attributes, as they are compared. */
const synonyms: Readonly<Record<string, readonly string[]>> = {
  email: ['emailaddress', 'epost', 'epostadress', 'mail'],
  mobilePhone: ['mobile', 'phone', 'mobil', 'mobilnummer', 'telefon', 'phonenumber', 'cellphone'],
  firstName: ['givenname', 'fornamn', 'vorname'],
  lastName: ['surname', 'familyname', 'efternamn', 'nachname'],
  memberNumber: ['member', 'memberno', 'memberid', 'medlemsnummer'],
  externalId: ['customerid', 'customernumber', 'kundnummer', 'id'],
  socialSecurityNumber: ['ssn', 'personnummer'],
  birthDay: ['birthdate', 'birthday', 'dateofbirth', 'fodelsedatum', 'fodelsedag', 'geburtsdatum'],
  street: ['address', 'adress', 'gatuadress'],
  zipCode: ['zip', 'postcode', 'postalcode', 'postnummer'],
  city: ['town', 'ort', 'stad'],
  countryCode: ['country', 'land'],
  contactType: [],
  'preferences.email': ['acceptsemail', 'emailoptin'],
  'preferences.sms': ['acceptssms', 'smsoptin'],
  'preferences.postal': ['acceptspostal'],
}

const plain = (name: string) =>
  name
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]/g, '')

const targetsByName = new Map(
  Object.entries(synonyms).flatMap(([target, names]) =>
    [plain(target), ...names].map((name): [string, string] => [name, target]),
  ),
)

/** What the header suggests: known columns by their name, others as attributes of theirs. */
export function suggestMapping(header: readonly string[]): ColumnMapping[] {
  const taken = new Set<string>()
  return header.flatMap(column => {
    const name = column.trim()
    const target = targetsByName.get(plain(name)) ?? (/^consents\./.test(name) ? name : attributeName(name))
    if (target === '' || taken.has(target)) return []
    taken.add(target)
    return [
      {
        column,
        target,
        type: target.startsWith('preferences.') || target.startsWith('consents.') ? 'boolean' : 'text',
      },
    ]
  })
}

const attributeName = (name: string) => name.replaceAll(/\s+/g, '_').slice(0, 100)

/** Throws `input-invalid` with every column that is not there, or cannot be what it is said to be. */
export function readMapping(header: readonly string[], mapping: readonly ColumnMapping[]): ImportColumn[] {
  const faults: Fault[] = []
  const seen = new Set<string>()
  const columns = mapping.map(({ column, target, type = 'text' }, n) => {
    const place = header.indexOf(column)
    if (place < 0) faults.push({ field: `/mapping/${n}/column`, message: 'is no column of the file' })
    else if (header.lastIndexOf(column) !== place)
      faults.push({ field: `/mapping/${n}/column`, message: 'names two columns of the file' })
    const problem = targetProblem(target, seen)
    if (problem) faults.push({ field: `/mapping/${n}/target`, message: problem })
    seen.add(target)
    return { place, target, type: isYesOrNo(target) ? 'boolean' : type }
  })
  if (mapping.length === 0) faults.push({ field: '/mapping', message: 'must name a column' })
  if (faults.length > 0) throw inputInvalid(faults)
  return columns
}

const isYesOrNo = (target: string) => target.startsWith('preferences.') || target.startsWith('consents.')

function targetProblem(target: string, seen: ReadonlySet<string>): string | undefined {
  if (target === '' || target.length > 200 || !isStorableText(target))
    return 'must be a text of 1 to 200 characters'
  if (seen.has(target)) return 'is the target of another column, too'
  const [, channel] = /^preferences\.(.*)$/.exec(target) ?? []
  if (channel !== undefined && !channels.some(each => each === channel))
    return `must be one of ${channels.map(each => `preferences.${each}`).join(', ')}`
  return target === 'consents.' ? 'must name a consent' : undefined
}

const yes = new Set(['true', 'yes', 'y', '1', 'ja', 'sant', 'x', 'on'])
const no = new Set(['false', 'no', 'n', '0', 'nej', 'nein', 'falskt', 'off'])

/**
 * A row as a contact. A blank cell says nothing, or clears with `blankClears`. Throws `contact-invalid` with every cell
 * that is no number, or neither yes nor no.
 */
export function toJobRow(
  cells: readonly string[],
  columns: readonly ImportColumn[],
  blankClears: boolean,
): NonNullable<JobRow> {
  const faults: Fault[] = []
  const attributes: [string, unknown][] = []
  const preferences: [string, unknown][] = []
  const consents: { readonly id: string; readonly value: unknown }[] = []
  let contactType: string | undefined
  for (const { place, target, type } of columns) {
    const text = (cells[place] ?? '').trim()
    const isBlank = text === ''
    if (isBlank && (!blankClears || isYesOrNo(target) || target === 'contactType')) continue
    const value = isBlank ? null : readCell(text, type, target, faults)
    if (target === 'contactType') contactType = text
    else if (target.startsWith('preferences.')) preferences.push([target.slice('preferences.'.length), value])
    else if (target.startsWith('consents.')) consents.push({ id: target.slice('consents.'.length), value })
    else attributes.push([target, value])
  }
  if (faults.length > 0) throw contactInvalid(faults)
  return {
    attributes: Object.fromEntries(attributes),
    ...(contactType !== undefined && { contactType }),
    ...(preferences.length > 0 && { preferences: Object.fromEntries(preferences) }),
    ...(consents.length > 0 && { consents }),
  }
}

function readCell(text: string, type: CellType, field: string, faults: Fault[]): unknown {
  if (type === 'text') return text
  if (type === 'number') {
    const number = /^[+-]?\d{1,15}([.,]\d{1,10})?$/.test(text) ? Number(text.replace(',', '.')) : undefined
    if (number === undefined) faults.push({ field, message: 'must be a number' })
    return number
  }
  const word = text.toLowerCase()
  if (yes.has(word)) return true
  if (no.has(word)) return false
  faults.push({ field, message: 'must be yes or no' })
  return undefined
}
