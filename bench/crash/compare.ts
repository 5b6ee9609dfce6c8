import type { StoredRow } from './audit.sql.ts'
import type { Entry } from './ledger.ts'

export interface Audit {
  readonly acknowledged: number
  /** Stored by our clients, those included who never heard of it. */
  readonly stored: number
  readonly rejected: number
  readonly keptRejected: number
  /** Of those who were not told, how many were written all the same. */
  readonly writtenUnknown: number
  readonly lost: number
  readonly duplicated: number
  /** Each one sentence; none when all is well. */
  readonly violations: readonly string[]
}

/** What each client was told, against the rows. Pure. */
export function compare(
  entries: readonly Entry[],
  stored: readonly StoredRow[],
  kept: readonly StoredRow[],
): Audit {
  const idsOf = groupByMarker(stored)
  const keptIdsOf = groupByMarker(kept)
  const violations: string[] = []
  let lost = 0
  let duplicated = 0
  let writtenUnknown = 0

  for (const { marker, isBroken, outcome, id } of entries) {
    const ids = idsOf.get(marker) ?? []
    const keptIds = keptIdsOf.get(marker) ?? []
    const isLost =
      (outcome === 'accepted' && (id === undefined ? ids.length === 0 : !ids.includes(id))) ||
      (outcome === 'rejected' && keptIds.length === 0)
    const isDuplicated = ids.length > 1 || keptIds.length > 1
    const isMisplaced = isBroken ? ids.length > 0 : keptIds.length > 0
    if (outcome === 'unknown' && ids.length + keptIds.length > 0) writtenUnknown++
    if (isLost) lost++
    if (isDuplicated) duplicated++
    if (isLost || isDuplicated || isMisplaced)
      violations.push(`${marker}: told ${outcome} ${id ?? ''}, stored as [${ids}], kept as [${keptIds}]`)
  }
  const markers = new Set(entries.map(entry => entry.marker))
  const strangers = [...stored, ...kept].filter(row => !markers.has(row.marker))
  for (const { marker, id } of strangers) violations.push(`${marker}: no client sent what is stored as ${id}`)

  return {
    acknowledged: entries.filter(entry => entry.outcome === 'accepted').length,
    stored: stored.length,
    rejected: entries.filter(entry => entry.outcome === 'rejected').length,
    keptRejected: kept.length,
    writtenUnknown,
    lost,
    duplicated,
    violations,
  }
}

function groupByMarker(rows: readonly StoredRow[]): Map<string, string[]> {
  const ids = new Map<string, string[]>()
  for (const { marker, id } of rows) {
    const known = ids.get(marker)
    if (known) known.push(id)
    else ids.set(marker, [id])
  }
  return ids
}
