import Type from 'typebox'
import type { ContactFilter } from '../../../domain/contacts/search-contacts.ts'
import { type Sorting, type SortKey, sortKeys } from '../../../domain/contacts/sorting.ts'
import { readTime } from '../span.ts'

/** By which contacts are chosen. */
export const contactFilter = {
  contactType: Type.Optional(Type.String({ maxLength: 200 })),
  approved: Type.Optional(Type.Boolean()),
  key: Type.Optional(
    Type.String({
      maxLength: 500,
      description:
        'What one is known by: an e-mail address, phone number, personal number, member number or external id.',
    }),
  ),
  search: Type.Optional(
    Type.String({ maxLength: 200, description: 'Beginnings of words of names and keys, in any order.' }),
  ),
  segmentId: Type.Optional(Type.String({ description: 'Members of this segment or list.' })),
  createdFrom: Type.Optional(Type.String({ description: 'An ISO 8601 date-time, included.' })),
  createdUntil: Type.Optional(Type.String({ description: 'An ISO 8601 date-time, not included.' })),
}

interface Given extends Pick<ContactFilter, 'contactType' | 'approved' | 'key' | 'segmentId'> {
  readonly search?: string
  readonly createdFrom?: string
  readonly createdUntil?: string
}

/** Throws `input-invalid`. */
export function readContactQuery({ search, createdFrom, createdUntil, ...rest }: Given): ContactFilter {
  return {
    ...rest,
    text: search,
    createdFrom: readTime('createdFrom', createdFrom),
    createdUntil: readTime('createdUntil', createdUntil),
  }
}

export const Sort = Type.Union(
  sortKeys.flatMap(key => [Type.Literal(key), Type.Literal(`-${key}`)]),
  { description: 'With `-` the other way round. By creation is quick however many there are.' },
)

export const readSorting = (sort: string): Sorting => ({
  by: sort.replace(/^-/, '') as SortKey,
  isFalling: sort.startsWith('-'),
})
