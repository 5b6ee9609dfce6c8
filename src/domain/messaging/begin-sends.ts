import type { Db } from '../../storage/driver.ts'
import type { Claim } from './sends.sql.ts'
import { markSending } from './sends.sql.ts'

/**
 * Notes that sends are about to be handed over to a provider. Only those that are answered, with until when they are
 * ours, may leave: the claim of the others ran out, or their campaign was paused.
 */
export function beginSends(
  db: Db,
  tenantId: string,
  providerId: string,
  sends: readonly (Claim & { readonly address: string })[],
  leaseMs: number,
): Promise<ReadonlyMap<string, Date>> {
  return markSending(
    db,
    tenantId,
    sends.map(send => ({ ...send, providerId })),
    leaseMs,
  )
}
