import Type from 'typebox'
import { hashSecret, isUsable } from '../../../domain/accounts/api-key.ts'
import { readToken } from '../../../http/fact-streams.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { bearerToken } from '../auth.ts'
import { readNames } from '../span.ts'

/**
 * Server-sent events (text/event-stream): every fact of the tenant as it is appended, interactions too. The id of a
 * message names the place after it; with it as Last-Event-ID a client goes on where it was, and misses nothing.
 */
export const streamFacts = operation({
  method: 'GET',
  path: '/stream',
  name: 'streamFacts',
  summary: 'Follow what happens, as server-sent events',
  tag: 'Timeline',
  scope: 'events:read',
  headers: Type.Object({
    'last-event-id': Type.Optional(Type.String({ description: 'The id of the message that was seen last.' })),
    authorization: Type.Optional(Type.String()),
  }),
  query: Type.Object({
    types: Type.Optional(
      Type.String({
        maxLength: 1000,
        description: 'Types of facts with commas; `message.*` is all of a noun.',
      }),
    ),
    contactId: Type.Optional(Type.String({ description: 'Only facts of this contact.' })),
    after: Type.Optional(
      Type.String({ description: 'Instead of the header Last-Event-ID; `0.0` is the beginning.' }),
    ),
  }),
  replies: { 200: null },
  errors: ['input-invalid', 'too-many-streams'],
  async handle({ factStreams, directory, clock, caller, headers, query }) {
    const token = headers['last-event-id'] ?? query.after
    const after = token === undefined || token === '' ? undefined : readToken(token)
    if (token && !after)
      throw inputInvalid([{ field: 'Last-Event-ID', message: 'is not the id of a message' }])
    const types = readNames(query.types)
    const contactId = query.contactId?.toLowerCase()
    const hash = hashSecret(bearerToken(headers.authorization) ?? '')
    const stream = factStreams.open({
      tenantId: caller.tenant.id,
      keyId: caller.key.id,
      after,
      wants: fact =>
        (contactId === undefined || fact.contactId === contactId) &&
        (types === undefined || types.some(type => fits(type, fact.type))),
      isAllowed() {
        const known = directory.keyByHash(hash)
        return known !== undefined && isUsable(known.key, clock.wall())
      },
    })
    const type = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
    // The connection ends with the stream, or an idle one would hold up the end of the server.
    return { status: 200, stream, headers: { ...type, 'x-accel-buffering': 'no', connection: 'close' } }
  },
})

function fits(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}
