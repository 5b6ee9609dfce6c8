import type { Problems } from '../problem.ts'

export const contentProblems: Problems = {
  'visitor-invalid': {
    status: 401,
    title: 'Unknown visitor',
    about:
      'The request needs `Authorization: Bearer` with a visitor token, made by `POST /contacts/{contactId}/visitorTokens`. It was not made here, its time is over, or its contact is gone.',
  },
  'content-not-found': {
    status: 404,
    title: 'Nothing on show',
    about: 'Nothing was put on show under this id for the contact that the token names.',
  },
}
