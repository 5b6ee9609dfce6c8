import type { Dialect } from '../../http/dialect.ts'
import { admit } from './auth.ts'
import { mountContent } from './content/content-pages.ts'
import { phrase } from './errors.ts'
import { mountMessageLinks } from './messaging/message-links.ts'
import { operations } from './operations.ts'
import { problemShape, problemType } from './problem.ts'
import { mountProblemPages } from './problem-pages.ts'
import { mountSessions } from './session/open-session.ts'
import { mountSurveyForms } from './surveys/form-pages.ts'
import { versions } from './versions.ts'

/** Parley's own API: what the vendors have none for, and everything that the console does. */
export const parley: Dialect = {
  name: 'parley',
  title: 'Parley API',
  versions,
  mount: version => `/parley/${version}`,
  operations,
  admit,
  refusesUnknownParameters: true,
  phrase,
  complete(request, { isBodyOptional }) {
    if (isBodyOptional && !request.rawBody) request.body = {}
  },
  mountPages(scope, services) {
    mountProblemPages(scope)
    mountMessageLinks(scope, services)
    mountSessions(scope, services)
    mountSurveyForms(scope, services)
    mountContent(scope, services)
  },
  refusal: { shape: problemShape, contentType: problemType },
  securityScheme: { type: 'http', scheme: 'bearer' },
}
