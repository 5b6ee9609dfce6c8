import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { createHeads } from '../../storage/log/heads.ts'
import { insertAudit, insertTenant } from './accounts.sql.ts'
import { accountInputInvalid, tenantExists } from './errors.ts'
import { furnishTenant } from './furnish-tenant.ts'
import { isSlug, type Tenant } from './tenant.ts'
import { toSettings } from './tenant-settings.ts'

/** Makes a tenant with what every tenant has. */
export async function createTenant(
  tx: Tx,
  input: { slug: string; name?: string; isProduction?: boolean },
  actor: string,
  at: Date,
): Promise<Tenant> {
  const { slug, name = slug } = input
  if (!isSlug(slug))
    throw accountInputInvalid(`${slug} is not a tenant name: use lower-case letters, digits and hyphens.`)

  const id = newId()
  const settings = input.isProduction ? { production: true } : {}
  if (!(await insertTenant(tx, { id, slug, name, created_at: at }, settings))) throw tenantExists(slug)
  await createHeads(tx, id)
  await furnishTenant(tx, id)
  await insertAudit(tx, {
    tenantId: id,
    id: newId(),
    at,
    actor,
    action: 'tenant.created',
    subject: slug,
    details: {},
  })
  return { id, slug, name, settings: toSettings(settings), clockOffsetMs: 0, clockFrozenAt: null }
}
