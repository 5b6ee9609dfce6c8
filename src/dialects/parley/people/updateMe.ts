import Type from 'typebox'
import { changePerson } from '../../../domain/people/change-person.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { sessionOf } from './caller.ts'
import { MeModel, Name, toWireMe } from './translate.ts'

export const updateMe = operation({
  method: 'PATCH',
  path: '/me',
  name: 'updateMe',
  summary: 'Change how one is called',
  tag: 'Session',
  scope: 'me:write',
  body: Type.Object({ name: Name }, { additionalProperties: false }),
  replies: { 200: MeModel },
  errors: ['person-needed', 'person-invalid'],
  async handle({ write, clock, caller, body }) {
    const session = sessionOf(caller)
    const person = await write(tx =>
      changePerson(tx, caller.tenant.id, session.person.id, body, byOf(caller, clock)),
    )
    return { status: 200, body: toWireMe({ ...session, person }, caller.tenant) }
  },
})
