import type { Problems } from '../problem.ts'

export const definitionProblems: Problems = {
  'consent-not-found': {
    status: 404,
    title: 'Consent not found',
    about: 'The tenant has defined no consent of this id.',
  },
}
