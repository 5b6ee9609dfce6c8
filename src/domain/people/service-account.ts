/**
 * A service account: a system, not a human being, that has keys of the WebEngage API of its own. What they may do its
 * roles say, at each moment.
 */
import type { Selectable } from 'kysely'
import type { ServiceAccountRow } from '../../storage/tables-people.ts'

export const serviceRoles = ['data-ingestion', 'campaign-execution', 'segment-editor'] as const
export type ServiceRole = (typeof serviceRoles)[number]

export const isServiceRole = (text: string): text is ServiceRole =>
  (serviceRoles as readonly string[]).includes(text)

export interface ServiceAccount {
  readonly id: string
  /** Of which there is one in a tenant. It has no `@`, which tells it from a person's address. */
  readonly name: string
  readonly roles: readonly ServiceRole[]
  /** Its keys open nothing while it is. */
  readonly isDisabled: boolean
  readonly version: number
  readonly createdAt: Date
}

export const fromRow = (row: Selectable<ServiceAccountRow>): ServiceAccount => ({
  id: row.id,
  name: row.name,
  roles: row.roles as ServiceRole[],
  isDisabled: row.is_disabled,
  version: row.version,
  createdAt: row.created_at,
})
