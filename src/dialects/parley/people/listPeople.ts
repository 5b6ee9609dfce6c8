import Type from 'typebox'
import { listPeople as list } from '../../../domain/people/read-people.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { PersonModel, toWirePerson } from './translate.ts'

export const listPeople = operation({
  method: 'GET',
  path: '/people',
  name: 'listPeople',
  summary: 'List the people who may sign in, by e-mail address',
  tag: 'People',
  scope: 'people:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(PersonModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const page = await list(db, caller.tenant.id, query)
    return { status: 200, body: toWirePage(page, toWirePerson) }
  },
})
