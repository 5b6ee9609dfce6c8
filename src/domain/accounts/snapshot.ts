/**
 * A snapshot is what a tenant that is a double held at a moment: the rows of all its tables, its blobs, the numbers of
 * its logs, its clock. A reset puts the tenant back to it, or to nothing.
 *
 * Rows and blobs are kept in blob storage as `tenant/snapshots/<snapshot id>.…`; the table has what is where.
 */
import type { Selectable } from 'kysely'
import type { TenantClock } from '../../kernel/clock.ts'
import type { TenantSnapshotRow } from '../../storage/tables-double.ts'

export interface Snapshot {
  readonly name: string
  readonly id: string
  /** On the machine's clock. */
  readonly takenAt: Date
  readonly clock: TenantClock
  readonly tablesDigest: string
  readonly contents: SnapshotContents
}

export interface SnapshotContents {
  readonly tables: readonly SavedTable[]
  /** The last number given out, by log. */
  readonly heads: Readonly<Record<string, number>>
  readonly blobs: readonly SavedBlob[]
}

export interface SavedTable {
  readonly name: string
  readonly rows: number
  /** Keys of blobs, each the gzip of a JSON array of rows. */
  readonly parts: readonly string[]
}

export interface SavedBlob {
  readonly key: string
  readonly copy: string
}

/** A tenant's tables that a reset leaves alone: who it is, who may call, who did what, and the double's own. */
export const keptTables = [
  'api_keys',
  'api_key_usage',
  'audit_trail',
  'people',
  'sessions',
  'service_accounts',
  'fault_rules',
  'tenant_snapshots',
] as const

/** A reset moves their numbers and leaves the rows: who waits for one must find it. */
export const headsTable = 'log_heads'

export const isSnapshotName = (name: string) => /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)

export const snapshotPrefix = (tenantId: string, id: string) => `${tenantId}/snapshots/${id}.`

/** The keys of a tenant's blobs that are not of snapshots. */
export const isOwnBlob = (key: string) => key.split('/')[1] !== 'snapshots'

export function fromRow(row: Selectable<TenantSnapshotRow>): Snapshot {
  return {
    name: row.name,
    id: row.id,
    takenAt: row.taken_at,
    clock: { clockOffsetMs: row.clock_offset_ms, clockFrozenAt: row.clock_frozen_at },
    tablesDigest: row.tables_digest,
    contents: row.contents as SnapshotContents,
  }
}
