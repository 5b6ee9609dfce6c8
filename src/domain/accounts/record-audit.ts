import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit } from './accounts.sql.ts'

export interface Deed {
  /** Who did it: `operator:<name>`, `key:<id>`. */
  readonly actor: string
  /** `noun.verb-in-the-past`. */
  readonly action: string
  /** What it was done to. */
  readonly subject: string
  readonly details?: object
}

/** Writes into the audit trail, in the transaction of the deed. `wall` is the machine's time. */
export async function recordAudit(tx: Tx, tenantId: string, deed: Deed, wall: Date): Promise<void> {
  await insertAudit(tx, { tenantId, id: newId(), at: wall, details: {}, ...deed })
}
