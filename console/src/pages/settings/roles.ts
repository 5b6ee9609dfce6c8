import type { Answer } from '../../api/ask.ts'

export type Person = Answer<'listPeople'>['items'][number]
export type Role = Answer<'getMe'>['role']

/** In the order of what they may do. */
export const roles: readonly { readonly role: Role; readonly about: string }[] = [
  { role: 'owner', about: 'Everything, also other owners.' },
  { role: 'admin', about: 'Everything but owners.' },
  { role: 'marketer', about: 'Contacts, segments, messages, automations and schemas.' },
  { role: 'agent', about: 'Contacts, interactions and messages to them.' },
  { role: 'developer', about: 'Keys, webhooks, schemas, requests and what is for tests.' },
  { role: 'viewer', about: 'Reads, and changes nothing.' },
]
