import Type from 'typebox'
import { listContactTypes as list } from '../../../domain/contacts/define-contact-type.ts'
import { operation } from '../../../http/operation.ts'
import { ContactTypeModel, toWireContactType } from './translate.ts'

/** There are fifty at most: all of them, by id. */
export const listContactTypes = operation({
  method: 'GET',
  path: '/contact-types',
  name: 'listContactTypes',
  summary: 'What types of contacts there are',
  tag: 'Definitions',
  scope: 'contacts:read',
  replies: { 200: Type.Object({ items: Type.Array(ContactTypeModel) }) },
  async handle({ db, caller }) {
    const types = await list(db, caller.tenant)
    return { status: 200, body: { items: types.map(toWireContactType) } }
  },
})
