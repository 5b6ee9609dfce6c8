import type { Dialect } from '../../http/dialect.ts'
import { admit } from './auth.ts'
import { refusalShape } from './container.ts'
import { phrase } from './errors.ts'
import { licenseCodeOf } from './license-code.ts'
import { operations } from './operations.ts'
import { present } from './present.ts'
import { addQueryParameters } from './query-parameters.ts'
import { mount, versions } from './versions.ts'

/** WebEngage: integrations written for its REST API call Parley by another host. */
export const webengage: Dialect = {
  name: 'webengage',
  title: 'WebEngage REST API',
  versions,
  mount,
  operations,
  accountOf: licenseCodeOf,
  admit,
  complete: addQueryParameters,
  phrase,
  present,
  retries: { header: 'x-request-id', windowMs: 4 * 3_600_000, marks: 'path' },
  refusal: { shape: refusalShape, contentType: 'application/json' },
  securityScheme: { type: 'http', scheme: 'bearer' },
}
