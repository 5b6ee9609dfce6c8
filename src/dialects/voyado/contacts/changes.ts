import { type ChangeType, changeTypes } from '../../../domain/contacts/changed-contacts.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { isDate, readInstant } from '../../../kernel/instant.ts'

export interface ChangeQuery {
  readonly changeType: string
  readonly fromDate: string
  readonly toDate?: string
}

/** Throws `input-invalid` with a fault for each parameter that cannot be read. */
export function toChangeQuery(
  query: ChangeQuery,
  now: Date,
): { changeType: ChangeType; from: Date; to: Date } {
  const changeType = changeTypes.find(type => type === query.changeType.toLowerCase())
  const from = readMoment(query.fromDate)
  const to = query.toDate === undefined || query.toDate.trim() === '' ? now : readMoment(query.toDate)
  if (changeType && from && to) return { changeType, from, to }

  const faults: Fault[] = []
  if (!changeType) faults.push({ field: 'changeType', message: 'must be Created, Updated or Deleted' })
  const message = 'must be a date and time, such as 2025-01-31 13:45:00.000 or 2025-01-31T13:45:00+01:00'
  if (!from) faults.push({ field: 'fromDate', message })
  if (!to) faults.push({ field: 'toDate', message })
  throw inputInvalid(faults)
}

const form = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d:\d\d)(:\d\d(?:\.\d{1,9})?)?([Zz]|[+ -]\d\d:\d\d)?)?$/

/** With or without the time, its seconds and an offset. The plus of an offset may have arrived as a space. */
export function readMoment(text: string): Date | undefined {
  const parts = form.exec(text.trim().slice(0, 60))
  if (!parts) return undefined
  const [, date = '', minutes = '00:00', seconds = ':00', offset = 'Z'] = parts
  if (!isDate(date)) return undefined
  return readInstant(`${date}T${minutes}${seconds}${offset.replace(' ', '+')}`, 'offset-required')
}
