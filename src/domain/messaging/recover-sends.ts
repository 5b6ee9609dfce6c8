import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { CourierKind } from './courier.ts'
import { retryDelayMs } from './send.ts'
import { factOf } from './send-fact.ts'
import { lockLost, type Mark, markSends, selectTenantsWithLost } from './sends.sql.ts'
import { listProviders } from './write-providers.ts'

const portion = 200

/**
 * Settles what processes that died were handing over. Nobody knows whether it left: it is `unknown` and is not sent
 * again, but where the provider knows messages by their id it is handed over once more. Answers the tenants concerned.
 */
export async function recoverSends(
  db: Db,
  kinds: readonly CourierKind[],
  timeOf: (tenantId: string) => Date | undefined,
): Promise<string[]> {
  const tenantIds = await selectTenantsWithLost(db)
  for (const tenantId of tenantIds) {
    const at = timeOf(tenantId)
    if (at) while (await recoverSome(db, tenantId, kinds, at));
  }
  return tenantIds
}

function recoverSome(db: Db, tenantId: string, kinds: readonly CourierKind[], at: Date): Promise<boolean> {
  return transact(db, async tx => {
    await lockEvents(tx, [tenantId])
    const lost = await lockLost(tx, tenantId, portion)
    if (lost.length === 0) return false
    const providers = await listProviders(tx, tenantId)
    const knowing = new Set(
      providers
        .filter(({ kind, settings }) => kinds.find(({ name }) => name === kind)?.knowsIds(settings))
        .map(({ id }) => id),
    )
    const marks = lost.map((row): Mark => {
      const delayMs = knowing.has(row.provider_id ?? '') ? retryDelayMs(row.tries + 1) : undefined
      return {
        id: row.id,
        leasedUntil: row.leased_until,
        state: delayMs === undefined ? 'unknown' : 'waiting',
        reason: 'process-died',
        detail: null,
        address: null,
        reference: null,
        delayMs: delayMs ?? null,
        expiresAt: null,
        countsAsTry: true,
        keepsProvider: true,
      }
    })
    const rows = await markSends(tx, tenantId, marks, at)
    const facts = rows.filter(row => row.state === 'unknown').map(row => factOf(row, 'message.unknown', at))
    await appendEvents(tx, facts)
    return lost.length === portion
  })
}
