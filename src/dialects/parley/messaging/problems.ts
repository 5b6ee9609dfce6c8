import type { Problems } from '../problem.ts'

const invalid = (noun: string) => ({
  status: 422,
  title: `Invalid ${noun}`,
  about: `The ${noun} breaks a rule. \`errors\` lists all that is wrong.`,
})
const missing = (noun: string) => ({
  status: 404,
  title: `No such ${noun}`,
  about: `The tenant has no ${noun} of this id, or no longer.`,
})

export const messagingProblems: Problems = {
  'template-invalid': invalid('template'),
  'templates-busy': {
    status: 429,
    title: 'Too many templates at once',
    about: 'More templates in MJML are being saved than are compiled at a time. Try again in some seconds.',
  },
  'template-not-found': missing('template'),
  'provider-invalid': invalid('provider'),
  'provider-not-found': missing('provider'),
  'send-invalid': invalid('send'),
  'send-not-found': missing('send'),
  'send-state-wrong': {
    status: 409,
    title: 'Send cannot be sent again',
    about: 'Only a send that failed, or of which nobody knows whether it went, can be sent again.',
  },
  'device-invalid': invalid('device'),
  'device-not-found': {
    status: 404,
    title: 'No such device',
    about: 'The contact has no device of this id, or no longer.',
  },
  'suppression-invalid': invalid('suppression'),
  'suppression-not-found': {
    status: 404,
    title: 'Not suppressed',
    about: 'The address is not suppressed on this channel.',
  },
  'campaign-invalid': invalid('campaign'),
  'campaign-not-found': missing('campaign'),
  'campaign-state-wrong': {
    status: 409,
    title: 'Campaign in another state',
    about:
      'What is asked does not fit the state that the campaign is in; `data.state` says which one that is.',
  },
}
