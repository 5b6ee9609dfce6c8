import type { Operation } from '../../../http/operation.ts'
import { createInteraction } from './createInteraction.ts'
import { createInteractions } from './createInteractions.ts'
import { deleteInteraction } from './deleteInteraction.ts'
import { discardOneRejected, discardRejected } from './discardRejected.ts'
import { getContactCard } from './getContactCard.ts'
import { getInteraction } from './getInteraction.ts'
import { getInteractionBody } from './getInteractionBody.ts'
import { getRejected } from './getRejected.ts'
import { groupRejected } from './groupRejected.ts'
import { listInteractions } from './listInteractions.ts'
import { listRejected } from './listRejected.ts'
import { replayOneRejected, replayRejected } from './replayRejected.ts'

export const interactionOperations: readonly Operation[] = [
  listInteractions,
  getContactCard,
  createInteraction,
  createInteractions,
  getInteraction,
  getInteractionBody,
  deleteInteraction,
  listRejected,
  groupRejected,
  getRejected,
  replayOneRejected,
  replayRejected,
  discardOneRejected,
  discardRejected,
]
