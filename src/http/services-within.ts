import type { Tenant } from '../domain/accounts/tenant.ts'
import { createContactIntakeWithin } from '../domain/contacts/contact-intake.ts'
import { createIdentitiesWithin } from '../domain/contacts/identities.ts'
import { createIntakeWithin } from '../domain/interactions/intake.ts'
import type { Tx } from '../storage/driver.ts'
import type { Services } from './services.ts'

/**
 * The services of one request whose transaction is begun and committed around its operation. They use no connection
 * but the transaction's, for the embedded database has no other, and put off until the commit what must follow it.
 */
export async function servicesWithin(
  services: Services,
  tenant: Tenant,
): Promise<{ within(tx: Tx): Services; afterCommit(): Promise<void> }> {
  const { directory } = services
  const schemas = await services.schemas.of(tenant)
  let mustRefresh = false
  const within = (tx: Tx): Services => ({
    ...services,
    db: tx,
    intake: createIntakeWithin(tx),
    contactIntake: createContactIntakeWithin(tx),
    identities: createIdentitiesWithin(tx),
    schemas: { ...services.schemas, of: () => schemas },
    directory: {
      ...directory,
      async refresh() {
        mustRefresh = true
      },
    },
  })
  return {
    within,
    async afterCommit() {
      if (mustRefresh) await directory.refresh()
    },
  }
}
