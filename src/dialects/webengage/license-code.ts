import type { Tenant } from '../../domain/accounts/tenant.ts'

/** What a tenant is called in the addresses of this API: what it chose, else the last eight digits of its id. */
export function licenseCodeOf({ id, settings }: Pick<Tenant, 'id' | 'settings'>): string {
  return settings.licenseCode || id.slice(-8)
}
