import type { Problems } from '../problem.ts'

export const businessEventProblems: Problems = {
  'business-event-invalid': {
    status: 422,
    title: 'Invalid business event',
    about:
      'The definition of a business event, or what was told of one, breaks a rule. `errors` lists all that is wrong.',
  },
  'business-event-undefined': {
    status: 404,
    title: 'No such business event',
    about: 'The tenant has no definition of a business event of this name.',
  },
}
