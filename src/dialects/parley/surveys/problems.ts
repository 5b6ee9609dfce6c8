import type { Problems } from '../problem.ts'

const missing = (noun: string) => ({
  status: 404,
  title: `No such ${noun}`,
  about: `The tenant has no ${noun} of this id, or no longer.`,
})

export const surveyProblems: Problems = {
  'survey-invalid': {
    status: 422,
    title: 'Invalid survey',
    about: 'The survey breaks a rule. `errors` lists all that is wrong.',
  },
  'survey-not-found': missing('survey'),
  'too-many-surveys': {
    status: 409,
    title: 'Too many surveys',
    about: 'There are as many surveys as there may be. Delete one first.',
  },
  'survey-closed': {
    status: 409,
    title: 'Survey closed',
    about: 'The survey takes no responses any more.',
  },
  'survey-response-not-found': missing('response'),
  'answers-invalid': {
    status: 422,
    title: 'Invalid answers',
    about:
      'The answers do not fit the questions of the version that they name. `errors` has the ids of the questions.',
  },
  'respondent-invalid': {
    status: 403,
    title: 'Unknown respondent',
    about:
      'The token that says who answers is not signed with the secret of this survey, or its time is over. Without a token the response is of nobody known.',
  },
  'attachment-not-found': missing('file'),
  'attachment-too-large': {
    status: 413,
    title: 'File too large',
    about: 'The file has more bytes than are taken here; `data.limit` says how many are.',
  },
  'attachment-type-refused': {
    status: 415,
    title: 'Kind of file not taken',
    about: 'Files are known by the endings of their names; `data.endings` lists those that are taken here.',
  },
}
