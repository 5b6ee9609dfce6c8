import Type from 'typebox'
import { eraseContact } from '../../../domain/contacts/erase-contact.ts'
import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { operation } from '../../../http/operation.ts'
import { lockEvents } from '../../../storage/log/heads.ts'
import { actorOf } from '../actor.ts'
import { ifMatch, requireMatch } from '../etag.ts'
import { contactParams } from './translate.ts'

/** Erases a contact and all that it did. It is written down who asked. */
export const deleteContact = operation({
  method: 'DELETE',
  path: '/contacts/{contactId}',
  name: 'deleteContact',
  summary: 'Erase a contact and everything it did',
  tag: 'Contacts',
  scope: 'contacts:write',
  params: contactParams,
  headers: Type.Object(ifMatch),
  replies: { 204: null },
  errors: ['contact-not-found', 'contact-merged', 'version-mismatch'],
  async handle({ write, clock, caller, params, headers, now }) {
    const { tenant } = caller
    await write(async tx => {
      await lockEvents(tx, [tenant.id])
      const { id, version } = await readContactOrHeir(tx, tenant, params.contactId)
      requireMatch(headers['if-match'], version)
      await eraseContact(tx, tenant, id, { actor: actorOf(caller) }, now, clock.wall())
    })
    return { status: 204 }
  },
})
