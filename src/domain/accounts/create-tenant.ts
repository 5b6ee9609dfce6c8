import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { createHeads } from '../../storage/log/heads.ts'
import { insertAudit, insertContactTypes, insertTenant } from './accounts.sql.ts'
import { accountInputInvalid, tenantExists } from './errors.ts'
import { isSlug, type Tenant } from './tenant.ts'
import { toSettings } from './tenant-settings.ts'

/** Makes a tenant with what every tenant has: the heads of its logs and the two contact types of the field. */
export async function createTenant(
  tx: Tx,
  input: { slug: string; name?: string },
  actor: string,
  at: Date,
): Promise<Tenant> {
  const { slug, name = slug } = input
  if (!isSlug(slug))
    throw accountInputInvalid(`${slug} is not a tenant name: use lower-case letters, digits and hyphens.`)

  const id = newId()
  if (!(await insertTenant(tx, { id, slug, name, created_at: at }, {}))) throw tenantExists(slug)
  await createHeads(tx, id)
  await insertContactTypes(tx, id, [
    { id: 'Member', displayName: 'Members', key: 'email' },
    { id: 'Contact', displayName: 'Contacts', key: 'email' },
  ])
  await insertAudit(tx, {
    tenantId: id,
    id: newId(),
    at,
    actor,
    action: 'tenant.created',
    subject: slug,
    details: {},
  })
  return { id, slug, name, settings: toSettings({}), clockOffsetMs: 0 }
}
