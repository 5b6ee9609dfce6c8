import Type from 'typebox'
import { changePerson } from '../../../domain/people/change-person.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { requirePersonId } from './caller.ts'
import { Name, PersonModel, RoleName, toWirePerson } from './translate.ts'

/** The e-mail address is who they are in the audit trail, and stays. */
export const updatePerson = operation({
  method: 'PATCH',
  path: '/people/{personId}',
  name: 'updatePerson',
  summary: 'Change the name or the role of a person',
  tag: 'People',
  scope: 'people:write',
  params: Type.Object({ personId: Type.String() }),
  headers: Type.Object(ifMatch),
  body: Type.Object(
    { name: Type.Optional(Name), role: Type.Optional(RoleName) },
    { additionalProperties: false },
  ),
  replies: { 200: PersonModel },
  errors: ['person-not-found', 'person-invalid', 'role-too-powerful', 'last-owner', 'version-mismatch'],
  async handle({ write, clock, directory, caller, params, body, headers }) {
    const id = requirePersonId(params.personId)
    const changes = { name: body.name, role: body.role }
    const person = await write(tx =>
      changePerson(tx, caller.tenant.id, id, changes, byOf(caller, clock), ({ version }) =>
        requireMatch(headers['if-match'], version),
      ),
    )
    await directory.refresh()
    return { status: 200, body: toWirePerson(person), headers: etag(person.version) }
  },
})
