import type { Operation } from '../../http/operation.ts'
import { getConsents } from './consents/getConsents.ts'
import { acceptsEmail } from './contacts/acceptsEmail.ts'
import { acceptsPostal } from './contacts/acceptsPostal.ts'
import { acceptsSms } from './contacts/acceptsSms.ts'
import { countContacts } from './contacts/countContacts.ts'
import { countContactsOfType } from './contacts/countContactsOfType.ts'
import { createContactV2, createContactV3 } from './contacts/createContact.ts'
import { createContactsInBulk } from './contacts/createContactsInBulk.ts'
import { deleteContactV2, deleteContactV3 } from './contacts/deleteContact.ts'
import { getBulkStatus } from './contacts/getBulkStatus.ts'
import { getChangedContactIds } from './contacts/getChangedContactIds.ts'
import { getContact } from './contacts/getContact.ts'
import { getContactByExternalId } from './contacts/getContactByExternalId.ts'
import { getContactByKey, getContactByKeyInPath } from './contacts/getContactByKey.ts'
import { getContactId } from './contacts/getContactId.ts'
import { getContactOverview } from './contacts/getContactOverview.ts'
import { getContactTypes } from './contacts/getContactTypes.ts'
import { getMemberStatus } from './contacts/getMemberStatus.ts'
import { promoteToMember } from './contacts/promoteToMember.ts'
import { unsubscribeEmail } from './contacts/unsubscribeEmail.ts'
import { unsubscribeSms } from './contacts/unsubscribeSms.ts'
import { updateContactV2, updateContactV3 } from './contacts/updateContact.ts'
import { updateContactsInBulk } from './contacts/updateContactsInBulk.ts'
import { updateContactType } from './contacts/updateContactType.ts'

export const contactOperations: readonly Operation[] = [
  createContactV2,
  createContactV3,
  getContact,
  getContactId,
  getContactByKey,
  getContactByKeyInPath,
  getContactByExternalId,
  getContactOverview,
  getMemberStatus,
  countContacts,
  countContactsOfType,
  getChangedContactIds,
  updateContactV2,
  updateContactV3,
  updateContactType,
  promoteToMember,
  getContactTypes,
  acceptsEmail,
  acceptsSms,
  acceptsPostal,
  unsubscribeEmail,
  unsubscribeSms,
  deleteContactV2,
  deleteContactV3,
  getConsents,
  createContactsInBulk,
  updateContactsInBulk,
  getBulkStatus,
]
