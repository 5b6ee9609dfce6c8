import type { Dialect } from '../../http/dialect.ts'
import { admit } from './auth.ts'
import { phrase } from './errors.ts'
import { operations } from './operations.ts'
import { plannedOperations } from './planned-operations.ts'
import { versions } from './versions.ts'

/** Voyado Engage, versions 1 to 3: integrations written for it call Parley by another base URL. */
export const voyado: Dialect = {
  name: 'voyado',
  title: 'Voyado Engage API',
  versions,
  mount: version => `/api/${version}`,
  operations,
  planned: plannedOperations,
  admit,
  phrase,
  securityScheme: { type: 'apiKey', in: 'header', name: 'apikey' },
}
