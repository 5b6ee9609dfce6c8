import { operation } from '../../../http/operation.ts'
import { sessionOf } from './caller.ts'
import { MeModel, toWireMe } from './translate.ts'

export const getMe = operation({
  method: 'GET',
  path: '/me',
  name: 'getMe',
  summary: 'Who is signed in, and what they may do',
  tag: 'Session',
  scope: 'me:read',
  replies: { 200: MeModel },
  errors: ['person-needed'],
  async handle({ caller }) {
    return { status: 200, body: toWireMe(sessionOf(caller), caller.tenant) }
  },
})
