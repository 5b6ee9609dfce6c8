import type { Operation } from '../../http/operation.ts'
import { countContacts } from './contacts/countContacts.ts'
import { countContactsOfType } from './contacts/countContactsOfType.ts'
import { createContactV2, createContactV3 } from './contacts/createContact.ts'
import { deleteContactV2, deleteContactV3 } from './contacts/deleteContact.ts'
import { getContact } from './contacts/getContact.ts'
import { getContactId } from './contacts/getContactId.ts'
import { createInteraction } from './interactions/createInteraction.ts'
import { deleteInteraction, deleteInteractionByQuery } from './interactions/deleteInteraction.ts'
import { getInteraction, getInteractionByPost } from './interactions/getInteraction.ts'
import { getInteractionBody } from './interactions/getInteractionBody.ts'
import { getInteractions } from './interactions/getInteractions.ts'
import { createInteractionSchema } from './interactionschemas/createInteractionSchema.ts'
import {
  deleteInteractionSchema,
  deleteInteractionSchemaByQuery,
} from './interactionschemas/deleteInteractionSchema.ts'
import { getInteractionSchema } from './interactionschemas/getInteractionSchema.ts'
import { getInteractionSchemas } from './interactionschemas/getInteractionSchemas.ts'

/** Everything this dialect can do. What is not here is in the ledger, docs/dialects/voyado.md, as not served. */
export const operations: readonly Operation[] = [
  createContactV2,
  createContactV3,
  getContact,
  getContactId,
  countContacts,
  countContactsOfType,
  deleteContactV2,
  deleteContactV3,
  getInteractionSchemas,
  createInteractionSchema,
  getInteractionSchema,
  deleteInteractionSchema,
  deleteInteractionSchemaByQuery,
  getInteractions,
  createInteraction,
  getInteraction,
  getInteractionByPost,
  getInteractionBody,
  deleteInteraction,
  deleteInteractionByQuery,
]
