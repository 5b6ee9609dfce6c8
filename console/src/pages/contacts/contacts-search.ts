/** What narrows, orders and shapes the list of contacts. It stands in the address, so that a list can be linked to. */
import type { Input } from '../../api/ask.ts'
import { usualColumns } from './contact-columns.tsx'

export interface ContactsSearch {
  readonly search?: string
  readonly type?: string
  readonly approved?: 'yes' | 'no'
  readonly segment?: string
  readonly sort?: Sort
  /** Names with commas; without it: the usual ones. */
  readonly columns?: string
}

export const sorts = ['-createdAt', 'createdAt', '-updatedAt', 'firstName', 'lastName', 'email'] as const
export type Sort = (typeof sorts)[number]

export function readContactsSearch(given: Record<string, unknown>): ContactsSearch {
  const { search, type, approved, segment, columns } = given
  const sort = sorts.find(each => each === given.sort)
  return {
    ...(isGiven(search) && { search: String(search) }),
    ...(isGiven(type) && { type: String(type) }),
    ...((approved === 'yes' || approved === 'no') && { approved }),
    ...(isGiven(segment) && { segment: String(segment) }),
    ...(sort && { sort }),
    ...(isGiven(columns) && { columns: String(columns) }),
  }
}

const isGiven = (value: unknown) => value !== undefined && value !== null && value !== ''

export type ContactFilter = Omit<
  NonNullable<Input<'listContacts'>['query']>,
  'limit' | 'cursor' | 'columns' | 'sort'
>

export function filterOf({ search, type, approved, segment }: ContactsSearch): ContactFilter {
  return {
    ...(search !== undefined && { search }),
    ...(type !== undefined && { contactType: type }),
    ...(approved !== undefined && { approved: approved === 'yes' }),
    ...(segment !== undefined && { segmentId: segment }),
  }
}

export const chosenColumns = ({ columns }: ContactsSearch): readonly string[] =>
  columns === undefined ? usualColumns : columns.split(',')
