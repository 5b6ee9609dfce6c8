import type { Tx } from '../../storage/driver.ts'
import { recordAudit } from '../accounts/record-audit.ts'

/** Who does something to webhooks, `operator:<name>` or `key:<id>`, and when by the machine's clock. */
export interface By {
  readonly actor: string
  readonly wall: Date
}

/** Writes into the audit trail what someone does, in the transaction that does it. */
export const recordDeed = (
  tx: Tx,
  tenantId: string,
  { actor, wall }: By,
  action: string,
  subject: string,
  details: object = {},
) => recordAudit(tx, tenantId, { actor, action, subject, details }, wall)
