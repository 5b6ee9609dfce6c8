import { isUtf8 } from 'node:buffer'
import type { FastifyInstance } from 'fastify'
import { bodyMalformed } from './errors.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it came, or an empty string. */
    rawBody: string
  }
}

/**
 * Reads every body as JSON and keeps its text. JSON.parse makes `__proto__` an ordinary own property; nothing here
 * or later copies properties by assignment, so it stays one. Where an operation takes parts, a body that has them is left
 * to it.
 */
export function parseBodiesAsJson(app: FastifyInstance): void {
  app.decorateRequest('rawBody', '')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser(['application/json', '*'], { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer
    if (bytes.length === 0) return done(null, undefined)
    if (!isUtf8(bytes)) return done(bodyMalformed('it is not UTF-8'))
    const text = bytes.toString('utf8')
    request.rawBody = text
    try {
      done(null, JSON.parse(text))
    } catch (error) {
      done(bodyMalformed((error as Error).message.slice(0, 200)))
    }
  })
  app.addContentTypeParser('multipart/form-data', (request, _payload, done) => {
    const { takesParts } = request.routeOptions.config as { readonly takesParts?: boolean }
    if (takesParts) done(null, undefined)
    else done(bodyMalformed('it is multipart/form-data'))
  })
}
