import { unsubscribeOperation } from './preference-operation.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/unsubscribeEmail. */
export const unsubscribeEmail = unsubscribeOperation(
  'email',
  'unsubscribeEmail',
  'ContactMessage_EmailUnsubscribeContact',
)
