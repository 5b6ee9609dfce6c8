import { preferenceOperation } from './preference-operation.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/preferences/acceptsSms. Also approves. */
export const acceptsSms = preferenceOperation('sms', 'acceptsSms', 'ContactPreferences_AcceptsSms')
