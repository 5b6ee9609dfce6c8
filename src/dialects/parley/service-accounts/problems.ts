import type { Problems } from '../problem.ts'

export const serviceAccountProblems: Problems = {
  'service-account-not-found': {
    status: 404,
    title: 'Service account not found',
    about: 'The tenant has no such service account.',
  },
  'service-account-exists': {
    status: 409,
    title: 'Service account exists',
    about: 'Another service account of the tenant has the name.',
  },
  'service-account-invalid': {
    status: 422,
    title: 'Invalid service account',
    about: 'The detail says what is wrong.',
  },
  'too-many-service-accounts': {
    status: 409,
    title: 'Too many service accounts',
    about: 'A tenant has 200 at most. Remove some first.',
  },
  'key-owner-not-found': {
    status: 422,
    title: 'Owner of a key not found',
    about: 'The tenant has no such person or service account.',
  },
}
