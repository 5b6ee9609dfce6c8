/** The tables of people and their sessions: see tables.ts. */
import type { ColumnType } from 'kysely'

export interface PeopleTables {
  people: PersonRow
  sessions: SessionRow
  service_accounts: ServiceAccountRow
}

export interface PersonRow {
  tenant_id: string
  id: string
  email: string
  name: string
  role: string
  password_hash: string | null
  invitation_hash: Buffer | null
  invitation_ends_at: Date | null
  version: ColumnType<number, number | undefined, number>
  created_at: Date
  signed_in_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}

export interface SessionRow {
  tenant_id: string
  id: string
  person_id: string
  token_hash: Buffer
  address: string
  user_agent: string
  created_at: Date
  last_seen_at: Date
  ends_at: Date
}

export interface ServiceAccountRow {
  tenant_id: string
  id: string
  name: string
  roles: string[]
  is_disabled: ColumnType<boolean, boolean | undefined, boolean>
  version: ColumnType<number, number | undefined, number>
  created_at: Date
}
