import { messageListOperation } from './message-list-operation.ts'

/** Voyado Engage › Contacts › GET contacts/{contactId}/smsmessages, newest first. */
export const getSmsMessages = messageListOperation('sms', 'smsmessages', 'ContactMessage_GetSmsMessages')
