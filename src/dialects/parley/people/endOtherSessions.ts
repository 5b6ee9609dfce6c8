import { actorOf } from '../../../domain/people/person.ts'
import { endSessions } from '../../../domain/people/sign-in.ts'
import { operation } from '../../../http/operation.ts'
import { sessionOf } from './caller.ts'

export const endOtherSessions = operation({
  method: 'DELETE',
  path: '/me/sessions',
  name: 'endOtherSessions',
  summary: 'Sign out everywhere else',
  tag: 'Session',
  scope: 'me:write',
  replies: { 204: null },
  errors: ['person-needed'],
  async handle({ write, clock, caller }) {
    const { id: but, person } = sessionOf(caller)
    await write(tx => endSessions(tx, person, { but, actor: actorOf(person) }, clock.wall()))
    return { status: 204 }
  },
})
