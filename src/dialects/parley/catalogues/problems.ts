import type { Problems } from '../problem.ts'

const missing = (noun: string) => ({
  status: 404,
  title: `No such ${noun}`,
  about: `The tenant has no ${noun} of this name, or no longer.`,
})

export const catalogueProblems: Problems = {
  'catalogue-invalid': {
    status: 422,
    title: 'Invalid catalogue',
    about: 'The catalogue breaks a rule. `errors` lists all that is wrong.',
  },
  'catalogue-not-found': missing('catalogue'),
  'catalogue-item-not-found': missing('item'),
  'recommendation-not-found': missing('recommendation'),
}
