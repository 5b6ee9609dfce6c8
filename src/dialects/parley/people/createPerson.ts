import Type from 'typebox'
import { createPerson as create } from '../../../domain/people/create-person.ts'
import { hashPassword, requireStrong } from '../../../domain/people/password.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { InvitedPerson, Name, Password, RoleName, toWireInvited } from './translate.ts'

/** With a first password, or with a link by which they set it. Nobody makes somebody who may do more than they do. */
export const createPerson = operation({
  method: 'POST',
  path: '/people',
  name: 'createPerson',
  summary: 'Let a person sign in',
  tag: 'People',
  scope: 'people:write',
  isNeverStored: true,
  body: Type.Object(
    {
      email: Type.String({ maxLength: 400 }),
      name: Name,
      role: RoleName,
      password: Type.Optional(Password),
    },
    { additionalProperties: false },
  ),
  replies: { 201: InvitedPerson },
  errors: ['person-invalid', 'person-exists', 'password-weak', 'role-too-powerful'],
  async handle({ write, clock, caller, body, href }) {
    const { email, name, role, password } = body
    if (password !== undefined) requireStrong(password, email.trim().toLowerCase())
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    const input = { email, name, role, ...(passwordHash !== undefined && { passwordHash }) }
    const made = await write(tx => create(tx, caller.tenant.id, input, byOf(caller, clock)))
    return { status: 201, body: toWireInvited(made.person, made.invitation, href) }
  },
})
