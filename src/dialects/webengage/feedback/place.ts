import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { licenseCodeOf } from '../license-code.ts'
import type { Place } from './translate.ts'

/** As the caller reaches the server. `href` begins below `/v1`, as all of feedback does. */
export const placeOf = (tenant: Tenant, href: (path: string) => string): Place => ({
  licenseCode: licenseCodeOf(tenant),
  toUrl: path => href(path.replace(/^\/v1/, '')),
})
