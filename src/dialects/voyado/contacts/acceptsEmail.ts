import { preferenceOperation } from './preference-operation.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/preferences/acceptsEmail. Also approves. */
export const acceptsEmail = preferenceOperation('email', 'acceptsEmail', 'ContactPreferences_AcceptsEmail')
