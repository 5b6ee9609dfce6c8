import type { Operation } from '../../../http/operation.ts'
import { createContact } from './createContact.ts'
import { deleteContact } from './deleteContact.ts'
import { exportContact } from './exportContact.ts'
import { getContact } from './getContact.ts'
import { listContacts } from './listContacts.ts'
import { mergeContacts } from './mergeContacts.ts'
import { updateContact } from './updateContact.ts'

export const contactOperations: readonly Operation[] = [
  listContacts,
  createContact,
  getContact,
  updateContact,
  deleteContact,
  exportContact,
  mergeContacts,
]
