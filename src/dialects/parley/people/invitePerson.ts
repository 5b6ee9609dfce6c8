import Type from 'typebox'
import { invitePerson as invite } from '../../../domain/people/set-password.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { requirePersonId } from './caller.ts'
import { InvitedPerson, toWireInvited } from './translate.ts'

/** For who lost the first link, or forgot the password: it works until the link is used. */
export const invitePerson = operation({
  method: 'POST',
  path: '/people/{personId}/invitation',
  name: 'invitePerson',
  summary: 'Give a person a new link to set their password with',
  tag: 'People',
  scope: 'people:write',
  isNeverStored: true,
  params: Type.Object({ personId: Type.String() }),
  replies: { 201: InvitedPerson },
  errors: ['person-not-found', 'role-too-powerful'],
  async handle({ write, clock, caller, params, href }) {
    const id = requirePersonId(params.personId)
    const { person, invitation } = await write(tx => invite(tx, caller.tenant.id, id, byOf(caller, clock)))
    return { status: 201, body: toWireInvited(person, invitation, href) }
  },
})
