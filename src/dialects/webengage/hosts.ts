import type { Tenant } from '../../domain/accounts/tenant.ts'

/** WebEngage › Getting started › API endpoint: the hosts of the data centres. */
const dataCentres = new Map<string, Tenant['settings']['dataCentre']>([
  ['api.webengage.com', 'global'],
  ['dashboard.webengage.com', 'global'],
  ['api.in.webengage.com', 'india'],
  ['dashboard.in.webengage.com', 'india'],
  ['api.ksa.webengage.com', 'saudi-arabia'],
  ['dashboard.ksa.webengage.com', 'saudi-arabia'],
])

/** Whether a request was meant for another data centre than the tenant's. Any host that is not the vendor's is right. */
export function isElsewhere(host: string, { settings }: Tenant): boolean {
  const dataCentre = dataCentres.get(host.replace(/:\d+$/, '').toLowerCase())
  return dataCentre !== undefined && dataCentre !== settings.dataCentre
}
