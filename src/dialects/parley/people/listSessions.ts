import Type from 'typebox'
import { listSessions as list } from '../../../domain/people/sign-in.ts'
import { operation } from '../../../http/operation.ts'
import { sessionOf } from './caller.ts'
import { SessionModel, toWireSession } from './translate.ts'

export const listSessions = operation({
  method: 'GET',
  path: '/me/sessions',
  name: 'listSessions',
  summary: 'Where one is signed in, the one used last first',
  tag: 'Session',
  scope: 'me:read',
  replies: { 200: Type.Object({ items: Type.Array(SessionModel) }) },
  errors: ['person-needed'],
  async handle({ db, clock, caller }) {
    const { id, person } = sessionOf(caller)
    const sessions = await list(db, person, clock.wall())
    return { status: 200, body: { items: sessions.map(session => toWireSession(session, id)) } }
  },
})
