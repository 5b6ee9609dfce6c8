import Type from 'typebox'
import { readPerson } from '../../../domain/people/read-people.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { requirePersonId } from './caller.ts'
import { PersonModel, toWirePerson } from './translate.ts'

export const getPerson = operation({
  method: 'GET',
  path: '/people/{personId}',
  name: 'getPerson',
  summary: 'Read one person',
  tag: 'People',
  scope: 'people:read',
  params: Type.Object({ personId: Type.String() }),
  replies: { 200: PersonModel },
  errors: ['person-not-found'],
  async handle({ db, caller, params }) {
    const person = await readPerson(db, caller.tenant.id, requirePersonId(params.personId))
    return { status: 200, body: toWirePerson(person), headers: etag(person.version) }
  },
})
