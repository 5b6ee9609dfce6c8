import { unsubscribeOperation } from './preference-operation.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/unsubscribeSms. */
export const unsubscribeSms = unsubscribeOperation(
  'sms',
  'unsubscribeSms',
  'ContactMessage_SmsUnsubscribeContact',
)
