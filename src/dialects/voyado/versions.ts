import type { ApiVersion } from '../../http/versions.ts'

/**
 * The versions of the API and their life cycle. The vendor's page calls v3 current and v1 deprecated; it gives no
 * dates, so those of v1 are ours, and a version is kept for at least 18 months after its successor came.
 */
export const versions: readonly ApiVersion[] = [
  {
    name: 'v1',
    phase: 'active LTS',
    deprecatedOn: new Date('2024-01-01T00:00:00Z'),
    endsOn: new Date('2028-01-01T00:00:00Z'),
    successor: 'v3',
  },
  { name: 'v2', phase: 'active LTS', successor: 'v3' },
  { name: 'v3', phase: 'current' },
]
