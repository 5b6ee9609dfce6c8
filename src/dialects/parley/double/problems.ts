import type { Problems } from '../problem.ts'

export const doubleProblems: Problems = {
  'fault-rule-not-found': {
    status: 404,
    title: 'Fault rule not found',
    about: 'There is no fault rule of this id.',
  },
  'fault-rule-exists': {
    status: 409,
    title: 'Fault rule exists',
    about: 'There is a fault rule of this id already.',
  },
  'snapshot-not-found': {
    status: 404,
    title: 'Snapshot not found',
    about: 'There is no snapshot of this name.',
  },
  'snapshot-exists': {
    status: 409,
    title: 'Snapshot exists',
    about: 'There is a snapshot of this name. With `replace` the new one takes its place.',
  },
  'snapshot-outdated': {
    status: 409,
    title: 'Snapshot outdated',
    about: 'The snapshot was taken by another version of Parley, whose tables were different.',
  },
}
