import type { Problems } from '../problem.ts'

export const interactionProblems: Problems = {
  'interaction-not-found': {
    status: 404,
    title: 'Interaction not found',
    about: 'The tenant has no interaction of this id, or no longer.',
  },
  'interaction-id-invalid': {
    status: 400,
    title: 'Invalid interaction id',
    about: 'The id of an interaction is a UUID.',
  },
  'payload-invalid': {
    status: 422,
    title: 'Invalid payload',
    about:
      'The payload breaks its schema. `errors` lists how. It is kept as a rejected interaction, which `data.rejectedId` names, and can be replayed when the schema is mended.',
  },
  'rejected-interaction-not-found': {
    status: 404,
    title: 'Rejected interaction not found',
    about:
      'There is no rejected interaction of this id: it never was, or it was replayed or discarded, or its contact or schema is gone.',
  },
}
