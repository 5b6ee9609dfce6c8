import type { Problems } from '../problem.ts'

export const peopleProblems: Problems = {
  'sign-in-refused': {
    status: 401,
    title: 'Not signed in',
    about:
      'No person has this e-mail address and this password. The answer is the same whatever of the two was wrong.',
  },
  'too-many-sign-ins': {
    status: 429,
    title: 'Too many attempts to sign in',
    about:
      'Ten wrong passwords for one e-mail address, or fifty from one network address, in a quarter of an hour. Come again after Retry-After seconds.',
  },
  'invitation-invalid': {
    status: 410,
    title: 'Invitation used or ended',
    about: 'An invitation works once, for a week, and until there is a newer one.',
  },
  'origin-forbidden': {
    status: 403,
    title: 'Origin forbidden',
    about:
      'A session is for the pages of this server: the header Origin of a request that changes something must name its host. A program calls with an API key.',
  },
  'person-needed': {
    status: 403,
    title: 'For people only',
    about: 'The operation is about the person who is signed in. An API key is nobody.',
  },
  'password-weak': {
    status: 422,
    title: 'Password too weak',
    about:
      'A password has 10 to 200 characters, at least four of them different, and is not the e-mail address.',
  },
  'password-wrong': {
    status: 422,
    title: 'Wrong password',
    about: 'To set another password one gives the present one.',
  },
  'person-not-found': { status: 404, title: 'Person not found', about: 'The tenant has no such person.' },
  'person-exists': {
    status: 409,
    title: 'Person exists',
    about: 'Another person of the tenant has the e-mail address.',
  },
  'person-invalid': { status: 422, title: 'Invalid person', about: 'The detail says what is wrong.' },
  'role-too-powerful': {
    status: 403,
    title: 'More than you may hand on',
    about:
      'Nobody makes, changes, invites or removes a person whose role may do more than they may themselves. A key that is bound to addresses or ends makes no people.',
  },
  'last-owner': {
    status: 409,
    title: 'Last owner',
    about: 'A tenant keeps an owner who has a password. Make another one first.',
  },
  'session-not-found': { status: 404, title: 'Session not found', about: 'It has ended.' },
}
