/** What pages of other sites ask for without a key: scripts to embed, and refusals that are told as everywhere. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { toDomainError } from '../../http/faults.ts'
import { defaultBodyLimit } from '../../http/server-options.ts'
import type { Services } from '../../http/services.ts'
import type { DomainError } from '../../kernel/domain-error.ts'
import { phrase } from './errors.ts'

/** Registers routes that need no key. What is thrown there is answered as a problem. */
export function registerPublic(
  scope: FastifyInstance,
  { logger }: Services,
  mount: (own: FastifyInstance) => void,
): void {
  scope.register(async own => {
    own.setErrorHandler((error, request, reply) => {
      const known = toDomainError(error, request.id, request.routeOptions.bodyLimit ?? defaultBodyLimit)
      if (known.code === 'unexpected') logger.error({ err: error, requestId: request.id }, 'unexpected error')
      return refuse(reply, known)
    })
    mount(own)
  })
}

/** A script that any site may embed. */
export const sendScript = (reply: FastifyReply, script: string) =>
  reply
    .header('cache-control', 'public, max-age=300')
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('x-content-type-options', 'nosniff')
    .type('text/javascript; charset=utf-8')
    .send(script)

function refuse(reply: FastifyReply, error: DomainError) {
  const { status, body, headers } = phrase(error)
  return reply
    .code(status)
    .headers({ ...headers })
    .send(JSON.stringify(body))
}
