import type { Problems } from '../problem.ts'

export const contactFileProblems: Problems = {
  'contact-job-not-found': {
    status: 404,
    title: 'Import not found',
    about: 'There is no import of this id. Ended ones are kept for thirty days.',
  },
  'contact-jobs-full': {
    status: 429,
    title: 'Too many contacts are waiting',
    about: 'A million contacts of the tenant wait to be made or changed. Send more when some are done.',
  },
  'contact-export-not-found': {
    status: 404,
    title: 'Export not found',
    about: 'There is no export of this id. They are kept for three days.',
  },
  'contact-export-not-finished': {
    status: 409,
    title: 'Export without a file',
    about: 'The export is not completed yet, or has failed.',
  },
  'contact-exports-full': {
    status: 429,
    title: 'Too many exports',
    about: 'Five exports of the tenant are waiting. Ask again when one is done.',
  },
}
