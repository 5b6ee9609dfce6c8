import Type from 'typebox'
import { deletePerson as remove } from '../../../domain/people/change-person.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { requirePersonId } from './caller.ts'

export const deletePerson = operation({
  method: 'DELETE',
  path: '/people/{personId}',
  name: 'deletePerson',
  summary: 'Remove a person and end their sessions',
  tag: 'People',
  scope: 'people:write',
  params: Type.Object({ personId: Type.String() }),
  replies: { 204: null },
  errors: ['person-not-found', 'role-too-powerful', 'last-owner'],
  async handle({ write, clock, directory, caller, params }) {
    const id = requirePersonId(params.personId)
    await write(tx => remove(tx, caller.tenant.id, id, byOf(caller, clock)))
    await directory.refresh()
    return { status: 204 }
  },
})
