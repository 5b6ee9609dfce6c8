import { preferenceOperation } from './preference-operation.ts'

/** Voyado Engage › Contacts › POST contacts/{contactId}/preferences/acceptsPostal. Also approves. */
export const acceptsPostal = preferenceOperation(
  'postal',
  'acceptsPostal',
  'ContactPreferences_AcceptsPostal',
)
