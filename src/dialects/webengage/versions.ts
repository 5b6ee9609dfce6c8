import type { ApiVersion } from '../../http/versions.ts'

/**
 * What the vendor's paths begin with. They are no stages of one API: each operation is in one of them, and files are
 * uploaded below the address of the dashboard.
 */
export const versions: readonly ApiVersion[] = [
  { name: 'v1', phase: 'current' },
  { name: 'v2', phase: 'current' },
  { name: 'dashboard', phase: 'current' },
]

const mounts: Readonly<Record<string, string>> = { v1: '/v1', v2: '/v2', dashboard: '/api/v1/accounts' }

export const mount = (version: string) => mounts[version]!
