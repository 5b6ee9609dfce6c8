import type { Operation } from '../../http/operation.ts'
import { commerceOperations } from './commerce-operations.ts'
import { contactOperations } from './contact-operations.ts'
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
import { triggerOperations } from './trigger-operations.ts'

/** Everything this dialect can do. What is not here is in the ledger, docs/dialects/voyado.md, as not served. */
export const operations: readonly Operation[] = [
  ...contactOperations,
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
  ...commerceOperations,
  ...triggerOperations,
]
