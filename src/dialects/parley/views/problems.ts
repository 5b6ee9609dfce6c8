import type { Problems } from '../problem.ts'

export const viewProblems: Problems = {
  'saved-view-not-found': {
    status: 404,
    title: 'View not found',
    about: 'There is no view of this id that is yours or shared.',
  },
  'saved-view-exists': {
    status: 409,
    title: 'View exists',
    about: 'You have a view of this name in the list.',
  },
  'saved-view-of-another': {
    status: 403,
    title: 'View of somebody else',
    about: 'A shared view is changed by who made it, or by who may change the tenant.',
  },
  'too-many-saved-views': {
    status: 409,
    title: 'Too many views',
    about: 'One caller may save two hundred. Delete some.',
  },
}
