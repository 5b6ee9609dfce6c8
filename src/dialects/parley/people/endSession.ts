import Type from 'typebox'
import { sessionNotFound } from '../../../domain/people/errors.ts'
import { endSession as end } from '../../../domain/people/sign-in.ts'
import { operation } from '../../../http/operation.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { sessionOf } from './caller.ts'

export const endSession = operation({
  method: 'DELETE',
  path: '/me/sessions/{sessionId}',
  name: 'endSession',
  summary: 'Sign out of one session',
  tag: 'Session',
  scope: 'me:write',
  params: Type.Object({ sessionId: Type.String() }),
  replies: { 204: null },
  errors: ['person-needed', 'session-not-found'],
  async handle({ write, caller, params: { sessionId } }) {
    const { person } = sessionOf(caller)
    if (!isUuid(sessionId)) throw sessionNotFound(sessionId.slice(0, 100))
    if (!(await write(tx => end(tx, person, sessionId)))) throw sessionNotFound(sessionId)
    return { status: 204 }
  },
})
