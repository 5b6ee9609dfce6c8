import Type from 'typebox'
import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { changeContactType, updateContact as update } from '../../../domain/contacts/update-contact.ts'
import { operation } from '../../../http/operation.ts'
import { lockEvents } from '../../../storage/log/heads.ts'
import { etag, ifMatch, requireMatch } from '../etag.ts'
import { ContactModel, ContactPatchBody, contactParams, toContactPatch, toWireContact } from './translate.ts'

/** A merge patch: what is absent stays, null clears. */
export const updateContact = operation({
  method: 'PATCH',
  path: '/contacts/{contactId}',
  name: 'updateContact',
  summary: 'Change what is given of a contact',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: contactParams,
  headers: Type.Object(ifMatch),
  body: ContactPatchBody,
  bodyLimit: 256 * 1024,
  replies: { 200: ContactModel },
  errors: [
    'contact-not-found',
    'contact-merged',
    'contact-invalid',
    'contact-key-exists',
    'contact-type-unknown',
    'version-mismatch',
  ],
  async handle({ write, caller, params, headers, body, now }) {
    const { tenant } = caller
    const contact = await write(async tx => {
      await lockEvents(tx, [tenant.id]) // who writes contacts holds it: the version stays as it is read
      const known = await readContactOrHeir(tx, tenant, params.contactId)
      requireMatch(headers['if-match'], known.version)
      const patch = toContactPatch(body)
      return body.contactType === undefined || body.contactType === known.contactType
        ? update(tx, tenant, known.id, patch, now)
        : changeContactType(tx, tenant, known.id, body.contactType, patch, now)
    })
    return { status: 200, body: toWireContact(contact, now), headers: etag(contact.version) }
  },
})
