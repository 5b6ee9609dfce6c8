/** A tenant is one company with its own contacts, schemas and keys. No tenant ever sees another's data. */
import type { Selectable } from 'kysely'
import type { TenantRow } from '../../storage/tables.ts'
import { type TenantSettings, toSettings } from './tenant-settings.ts'

export interface Tenant {
  readonly id: string
  /** Its name in addresses: lower-case letters, digits and hyphens. */
  readonly slug: string
  readonly name: string
  readonly settings: TenantSettings
  /** How far the tenant's clock is ahead of the machine's, in milliseconds. */
  readonly clockOffsetMs: number
  /** While the tenant's clock stands still: the moment at which it was stopped, on that clock. */
  readonly clockFrozenAt: Date | null
}

export function fromRow(row: Selectable<TenantRow>): Tenant {
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    settings: toSettings(row.settings),
    clockOffsetMs: row.clock_offset_ms,
    clockFrozenAt: row.clock_frozen_at,
  }
}

/** Also a DNS label, because a tenant may be named by the subdomain. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text)
}
