import Type from 'typebox'
import { listContactTypes } from '../../../domain/contacts/define-contact-type.ts'
import { operation } from '../../../http/operation.ts'

/** Not the vendor's: it has no way to list the contact types. */
export const getContactTypes = operation({
  method: 'GET',
  path: '/contacttypes',
  name: 'ContactTypes_GetContactTypes',
  summary: 'List the contact types',
  tag: 'Contacts',
  scope: 'contacts:read',
  isExtension: true,
  replies: {
    200: Type.Array(
      Type.Object({
        id: Type.String(),
        displayName: Type.String(),
        keyAttribute: Type.String(),
        mandatoryAttributes: Type.Array(Type.String()),
      }),
    ),
  },
  async handle({ db, caller }) {
    const types = await listContactTypes(db, caller.tenant)
    const body = types.map(({ id, displayName, keyAttribute, mandatoryAttributes }) => ({
      id,
      displayName,
      keyAttribute,
      mandatoryAttributes: [...mandatoryAttributes],
    }))
    return { status: 200, body }
  },
})
