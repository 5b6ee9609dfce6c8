import type { Problems } from '../problem.ts'

export const contactProblems: Problems = {
  'contact-not-found': {
    status: 404,
    title: 'Contact not found',
    about: 'The tenant has no contact of this id, or no longer.',
  },
  'contact-id-invalid': {
    status: 400,
    title: 'Invalid contact id',
    about: 'The id of a contact is a UUID.',
  },
  'contact-merged': {
    status: 410,
    title: 'Contact merged',
    about: 'The contact was merged into another one, which `data.mergedInto` names.',
  },
  'contact-merge-invalid': {
    status: 409,
    title: 'Contacts cannot be merged',
    about: 'A contact cannot be merged into itself.',
  },
  'contact-type-unknown': {
    status: 400,
    title: 'Unknown contact type',
    about: 'The tenant has no contact type of this name.',
  },
  'contact-type-missing': {
    status: 400,
    title: 'Contact type missing',
    about: 'A contact type must be named.',
  },
  'contact-empty': { status: 400, title: 'Empty contact', about: 'There is nothing to make a contact of.' },
  'contact-invalid': {
    status: 422,
    title: 'Invalid contact',
    about: 'Fields of the contact break a rule. `errors` lists all of them.',
  },
  'contact-key-exists': {
    status: 409,
    title: 'Key taken',
    about:
      'Another contact of the type has this key. `data.contactId` names it, `data.kind` the key. Change that one, or merge the two.',
  },
  'contact-being-created': {
    status: 409,
    title: 'Contact being created',
    about: 'Somebody makes a contact with the same key at this moment. Look for it, then try again.',
  },
  'contact-search-invalid': {
    status: 400,
    title: 'Invalid search',
    about: 'The text is of none of the forms that a key can have.',
  },
  'email-invalid': { status: 400, title: 'Invalid e-mail address', about: 'The text is no e-mail address.' },
  'phone-invalid': {
    status: 400,
    title: 'Invalid phone number',
    about: 'Write a phone number with its calling code, such as +46701234567.',
  },
  'social-security-number-invalid': {
    status: 400,
    title: 'Invalid social security number',
    about: 'The text is no Swedish or Finnish personal number.',
  },
  'multiple-matches': {
    status: 409,
    title: 'Several contacts match',
    about: '`data.contactIds` lists them.',
  },
}
