import type { Problems } from '../problem.ts'

export const tenantProblems: Problems = {
  'tenant-settings-invalid': {
    status: 422,
    title: 'Invalid settings',
    about:
      'A setting is unknown, or cannot have the value. docs/configuration.md lists them; null puts one back.',
  },
  'production-mark-kept': {
    status: 409,
    title: 'Production mark kept',
    about:
      'A key can set the mark of production and not take it away. An operator does that at the command line.',
  },
  'tenant-is-production': {
    status: 409,
    title: 'Tenant in production',
    about: 'Clock, faults, snapshots and resets are for tenants without the setting `production`.',
  },
  'tenant-is-double': {
    status: 409,
    title: 'Tenant is a double',
    about: 'A tenant with a moved clock or fault rules cannot be marked as production. Put both right first.',
  },
  'tenant-not-found': { status: 404, title: 'Tenant not found', about: 'The tenant is gone.' },
  'account-input-invalid': {
    status: 422,
    title: 'Invalid input',
    about: 'The detail says what is wrong.',
  },
  'key-not-found': {
    status: 404,
    title: 'Key not found',
    about: 'The tenant has no such key, or it has ended.',
  },
  'key-too-powerful': {
    status: 403,
    title: 'More than may be handed on',
    about:
      'Nobody makes, changes or rotates a key that may do more than they may: a key has the same scopes and addresses, or fewer.',
  },
}
