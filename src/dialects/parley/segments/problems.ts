import type { Problems } from '../problem.ts'

export const segmentProblems: Problems = {
  'segment-not-found': {
    status: 404,
    title: 'Segment not found',
    about: 'The tenant has no segment and no list of this id.',
  },
  'segment-invalid': {
    status: 422,
    title: 'Invalid segment',
    about: 'Something of it cannot be so. `errors` lists all faults.',
  },
  'segment-rule-invalid': {
    status: 422,
    title: 'Invalid rule',
    about:
      'The rule names what is not there, or is too large. `errors` lists all faults by JSON pointer into the body.',
  },
  'segment-in-use': {
    status: 409,
    title: 'Segment in use',
    about:
      'Rules of other segments ask for it, or automations or campaigns refer to it; `data.usedBy` lists them. Change those first.',
  },
  'segment-history-too-long': {
    status: 422,
    title: 'Too many points',
    about: 'A history has at most 1,000 points in one answer. Ask for days, or for less time.',
  },
  'segment-not-list': {
    status: 409,
    title: 'Not a list',
    about:
      'Contacts are put into lists and taken out of lists. The members of this segment follow from its rule.',
  },
  'segment-not-computed': {
    status: 409,
    title: 'Nothing to compute',
    about: 'The members of a list are those that were put in.',
  },
  'too-many-segments': {
    status: 409,
    title: 'Too many segments',
    about: 'A tenant may have 500 segments and lists. Delete some.',
  },
}
