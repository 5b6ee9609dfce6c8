import Type from 'typebox'
import { roleTooPowerful } from '../../../domain/people/errors.ts'
import { readPerson } from '../../../domain/people/read-people.ts'
import { mayGrant } from '../../../domain/people/role.ts'
import { endSessions } from '../../../domain/people/sign-in.ts'
import { operation } from '../../../http/operation.ts'
import { actorOf, grantOf } from '../actor.ts'
import { requirePersonId } from './caller.ts'

export const signOutPerson = operation({
  method: 'DELETE',
  path: '/people/{personId}/sessions',
  name: 'signOutPerson',
  summary: 'Sign a person out everywhere',
  tag: 'People',
  scope: 'people:write',
  params: Type.Object({ personId: Type.String() }),
  replies: { 204: null },
  errors: ['person-not-found', 'role-too-powerful'],
  async handle({ write, clock, caller, params }) {
    const id = requirePersonId(params.personId)
    await write(async tx => {
      const person = await readPerson(tx, caller.tenant.id, id)
      if (!mayGrant(grantOf(caller), person.role)) throw roleTooPowerful(person.role)
      await endSessions(tx, person, { actor: actorOf(caller) }, clock.wall())
    })
    return { status: 204 }
  },
})
