import type { Problems } from '../problem.ts'

export const schemaProblems: Problems = {
  'schema-not-found': {
    status: 404,
    title: 'Schema not found',
    about: 'The tenant has no schema of this id.',
  },
  'schema-already-exists': {
    status: 409,
    title: 'Schema exists',
    about: 'There is a schema of this id. PUT changes it.',
  },
  'schema-definition-invalid': {
    status: 422,
    title: 'Invalid schema',
    about:
      'The definition breaks the rules for interaction schemas. `errors` lists all mistakes by JSON pointer.',
  },
  'too-many-schemas': {
    status: 409,
    title: 'Too many schemas',
    about: 'The setting `interactionSchemas` says how many there may be.',
  },
  'too-many-segmentable-properties': {
    status: 422,
    title: 'Too many segmentable properties',
    about: 'The setting `segmentableProperties` says how many properties of a schema may be segmentable.',
  },
}
