import Type from 'typebox'
import type { Contact } from '../../../domain/contacts/contact.ts'
import { defaultContactType } from '../../../domain/contacts/contact-type.ts'
import { contactNotFound } from '../../../domain/contacts/errors.ts'
import { findContactIds } from '../../../domain/contacts/find-contact-ids.ts'
import { readContact } from '../../../domain/contacts/read-contact.ts'
import { operation } from '../../../http/operation.ts'
import { toMemberSearch } from './translate.ts'

/** Voyado Engage › Member status › GET memberstatus?query=field:value. Of several that match, the first. */
export const getMemberStatus = operation({
  method: 'GET',
  path: '/memberstatus',
  name: 'MemberStatusV_Get',
  summary: 'Look whether someone is a member',
  tag: 'Contacts',
  scope: 'contacts:read',
  query: Type.Object({
    query: Type.String({
      description:
        'field:value, where the field is email, mobilePhone, socialSecurityNumber, memberNumber, externalId, customKey or any.',
    }),
  }),
  replies: {
    200: Type.Object({
      statusColor: Type.String(),
      statusText: Type.String(),
      data: Type.Object({ contactId: Type.String(), memberNumber: Type.String() }),
    }),
  },
  errors: [
    'InvalidSearchQuery',
    'InvalidEmailAddress',
    'InvalidPhoneNumber',
    'InvalidSocialSecurityNumber',
    'ContactNotFound',
  ],
  async handle({ db, caller, query, now }) {
    const [id] = await findContactIds(db, caller.tenant, toMemberSearch(query.query), now)
    if (id === undefined) throw contactNotFound()
    const contact = await readContact(db, caller.tenant, id)
    const data = { contactId: id, memberNumber: String(contact.attributes.memberNumber) }
    return { status: 200, body: { ...statusOf(contact), data } }
  },
})

function statusOf({ contactType, approved }: Contact) {
  if (!approved) return { statusColor: 'Yellow', statusText: 'Not approved' }
  if (contactType === defaultContactType) return { statusColor: 'Green', statusText: 'Member' }
  return { statusColor: 'Gray', statusText: 'Not a member' }
}
