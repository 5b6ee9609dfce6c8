/**
 * A saved view: what somebody looks at in a list, a filter with columns and an order under a name. It is its owner's, who
 * may share it with all of the tenant. What is in it is the client's; the server keeps it.
 */
import type { Selectable } from 'kysely'
import { type Fault, inputInvalid } from '../../kernel/domain-error.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { SavedViewRow } from '../../storage/tables.ts'

export interface SavedView {
  readonly id: string
  readonly list: string
  readonly name: string
  readonly ownerId: string
  readonly isShared: boolean
  readonly definition: ViewDefinition
  readonly version: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface ViewDefinition {
  readonly filter: Readonly<Record<string, unknown>>
  readonly columns: readonly string[]
  readonly sort: string | null
}

export type ViewInput = Pick<SavedView, 'list' | 'name' | 'isShared' | 'definition'>

/** Of one owner. */
export const mostViews = 200
const mostCharacters = 20_000

/** Throws `input-invalid`. */
export function checkView({ list, name, definition }: ViewInput): void {
  const faults: Fault[] = []
  if (!/^[a-z][a-z-]{0,49}$/.test(list))
    faults.push({ field: 'list', message: 'must be 1 to 50 lower-case letters and hyphens' })
  if (name.trim() === '' || name.length > 200 || !isStorableText(name))
    faults.push({ field: 'name', message: 'must be a text of 1 to 200 characters' })
  if (storageFaults(definition).length > 0) faults.push({ field: 'filter', message: 'cannot be kept' })
  else if (JSON.stringify(definition).length > mostCharacters)
    faults.push({
      field: 'filter',
      message: `must not be longer than ${mostCharacters} characters with the columns`,
    })
  if (faults.length > 0) throw inputInvalid(faults)
}

export const fromRow = (row: Selectable<SavedViewRow>): SavedView => ({
  id: row.id,
  list: row.list,
  name: row.name,
  ownerId: row.owner_id,
  isShared: row.is_shared,
  definition: row.definition,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
