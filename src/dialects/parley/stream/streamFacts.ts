import Type from 'typebox'
import { hashSecret, isUsable } from '../../../domain/accounts/api-key.ts'
import type { Directory } from '../../../domain/accounts/directory.ts'
import type { Session } from '../../../domain/people/session.ts'
import { isSessionLive } from '../../../domain/people/sign-in.ts'
import { bearerToken } from '../../../http/auth.ts'
import { readToken } from '../../../http/fact-streams.ts'
import { operation } from '../../../http/operation.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import type { Db } from '../../../storage/driver.ts'
import { idOf } from '../actor.ts'
import { readNames } from '../span.ts'

const pauseBetweenLooksMs = 2000

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
  async handle({ db, factStreams, directory, clock, caller, headers, query }) {
    const token = headers['last-event-id'] ?? query.after
    const after = token === undefined || token === '' ? undefined : readToken(token)
    if (token && !after)
      throw inputInvalid([{ field: 'Last-Event-ID', message: 'is not the id of a message' }])
    const types = readNames(query.types)
    const contactId = query.contactId?.toLowerCase()
    const stream = factStreams.open({
      tenantId: caller.tenant.id,
      callerId: idOf(caller),
      after,
      wants: fact =>
        (contactId === undefined || fact.contactId === contactId) &&
        (types === undefined || types.some(type => fits(type, fact.type))),
      isAllowed: caller.session
        ? whileSession(db, caller.session, clock)
        : whileKey(directory, bearerToken(headers.authorization) ?? '', clock),
    })
    const type = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' }
    // The connection ends with the stream, or an idle one would hold up the end of the server.
    return { status: 200, stream, headers: { ...type, 'x-accel-buffering': 'no', connection: 'close' } }
  },
})

function fits(pattern: string, type: string): boolean {
  return pattern.endsWith('*') ? type.startsWith(pattern.slice(0, -1)) : pattern === type
}

function whileKey(directory: Directory, secret: string, clock: Clock) {
  const hash = hashSecret(secret)
  return () => {
    const known = directory.keyByHash(hash)
    return known !== undefined && isUsable(known.key, clock.wall())
  }
}

/**
 * Asks the database now and then, beside the stream. To listen is no use of a session: who only does that is signed out
 * in the end.
 */
function whileSession(db: Db, session: Session, clock: Clock) {
  let isLive = true
  let lastAsked = clock.wall().getTime()
  return () => {
    const wall = clock.wall()
    if (wall.getTime() - lastAsked < pauseBetweenLooksMs) return isLive
    lastAsked = wall.getTime()
    isSessionLive(db, session, wall).then(
      found => {
        isLive = found
      },
      () => {}, // the database is away: the stream ends by that, if it does not come back
    )
    return isLive
  }
}
