import Type from 'typebox'
import { recordNpsResponse } from '../../../domain/surveys/record-nps-response.ts'
import { operation } from '../../../http/operation.ts'

/** Voyado Engage › NPS › POST contacts/{contactId}/createNpsResponse. */
export const createNpsResponse = operation({
  method: 'POST',
  path: '/contacts/{contactId}/createNpsResponse',
  name: 'Nps_CreateNpsResponse',
  summary: "Keep a contact's answer to an NPS survey",
  tag: 'NPS',
  scope: 'contacts:write',
  versions: ['v3'],
  params: Type.Object({ contactId: Type.String() }),
  query: Type.Object({
    grade: Type.String({ default: '', description: 'A whole number from 1 to 10.' }),
    storeId: Type.Optional(Type.String({ description: 'The external id of the store that it is about.' })),
  }),
  replies: { 200: null },
  errors: ['InvalidGrade', 'InvalidContactId', 'ContactNotFound', 'StoreNotFound'],
  async handle({ write, caller, params, query, now }) {
    const { grade, storeId } = query
    const response = { contactId: params.contactId, grade, storeId }
    await write(tx => recordNpsResponse(tx, caller.tenant, response, now))
    return { status: 200 }
  },
})
