import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { selectIdsByKeys } from './contacts.sql.ts'
import { type KeyKind, normaliseKey } from './keys.ts'

/** The one contact that is known by a key; undefined when there is none, or more than one. */
export async function findContactOf(
  db: Db,
  tenant: Tenant,
  kind: KeyKind,
  text: string,
  now: Date,
): Promise<string | undefined> {
  const value = normaliseKey(kind, text, { now })
  if (value === undefined) return undefined
  const ids = await selectIdsByKeys(db, tenant.id, [{ kinds: [kind], value }], undefined, 2)
  return ids.length === 1 ? ids[0] : undefined
}
