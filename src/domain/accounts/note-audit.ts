import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit } from './accounts.sql.ts'
import type { By } from './by.ts'

/** What was done to what; never a secret. */
export interface Deed {
  readonly action: string
  readonly subject: string
  readonly details: object
}

/** Writes a deed into the audit trail, for nouns that have no trail of their own. */
export async function noteAudit(
  tx: Tx,
  tenantId: string,
  { actor, wall }: Pick<By, 'actor' | 'wall'>,
  deed: Deed,
): Promise<void> {
  await insertAudit(tx, { tenantId, id: newId(), at: wall, actor, ...deed })
}
