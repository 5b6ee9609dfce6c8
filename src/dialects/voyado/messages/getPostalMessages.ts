import { messageListOperation } from './message-list-operation.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/postalmessages, newest first. */
export const getPostalMessages = messageListOperation(
  'postal',
  'postalmessages',
  'ContactMessage_GetPostalMessages',
)
