import Type from 'typebox'
import { noteAudit } from '../../../domain/accounts/note-audit.ts'
import { defineContactType as define } from '../../../domain/contacts/define-contact-type.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { ContactTypeBody, ContactTypeModel, toWireContactType } from './translate.ts'

/** Contacts that lack what it newly asks for stay. What they are known by cannot change while there are any. */
export const defineContactType = operation({
  method: 'PUT',
  path: '/contact-types/{typeId}',
  name: 'defineContactType',
  summary: 'Define a type of contacts, or define it anew',
  tag: 'Definitions',
  scope: 'tenant:write',
  params: Type.Object({ typeId: Type.String() }),
  body: ContactTypeBody,
  replies: { 200: ContactTypeModel },
  errors: ['input-invalid'],
  async handle({ write, clock, caller, params, body }) {
    const type = { id: params.typeId, ...body }
    await write(async tx => {
      await define(tx, caller.tenant, type)
      const deed = { action: 'contact-type.defined', subject: type.id, details: body }
      await noteAudit(tx, caller.tenant.id, byOf(caller, clock), deed)
    })
    return { status: 200, body: toWireContactType(type) }
  },
})
