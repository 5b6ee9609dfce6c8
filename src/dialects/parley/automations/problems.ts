import type { Problems } from '../problem.ts'

export const automationProblems: Problems = {
  'automation-not-found': {
    status: 404,
    title: 'Automation not found',
    about: 'There is no automation with this id, or it was deleted.',
  },
  'automation-version-not-found': {
    status: 404,
    title: 'Version not found',
    about: 'The automation has no version of its definition with this number.',
  },
  'automation-invalid': {
    status: 422,
    title: 'Invalid automation',
    about:
      'The definition does not make sense, or names what is not there. `errors` lists everything that is wrong, each with a JSON pointer into the definition.',
  },
  'automation-name-taken': {
    status: 409,
    title: 'Name taken',
    about: 'Another automation has this name. Names are for people, and each is given once.',
  },
  'automation-state-wrong': {
    status: 409,
    title: 'Not in this state',
    about:
      'What was asked for cannot be done in the state that the automation is in: a draft is started, a running one paused or stopped, a paused one resumed or stopped. `data.state` says which state it is.',
  },
  'too-many-automations': {
    status: 409,
    title: 'Too many automations',
    about: 'A tenant can have 500 automations. Delete some that are stopped.',
  },
  'run-not-found': { status: 404, title: 'Run not found', about: 'There is no run with this id.' },
}
