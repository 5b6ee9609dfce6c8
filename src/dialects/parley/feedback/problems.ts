import type { Problems } from '../problem.ts'

const missing = (noun: string) => ({
  status: 404,
  title: `No such ${noun}`,
  about: `The tenant has no ${noun} of this id, or no longer.`,
})

export const feedbackProblems: Problems = {
  'feedback-invalid': {
    status: 422,
    title: 'Invalid feedback',
    about: 'The feedback or the reply breaks a rule. `errors` lists all that is wrong.',
  },
  'feedback-not-found': missing('feedback'),
}
