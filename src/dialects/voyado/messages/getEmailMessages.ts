import { messageListOperation } from './message-list-operation.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/emailmessages, newest first. */
export const getEmailMessages = messageListOperation(
  'email',
  'emailmessages',
  'ContactMessage_GetEmailMessages',
)
