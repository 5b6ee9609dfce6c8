import type { ApiVersion } from '../../http/versions.ts'

export const versions: readonly ApiVersion[] = [{ name: 'v1', phase: 'current' }]
