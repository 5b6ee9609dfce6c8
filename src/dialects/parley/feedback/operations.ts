import type { Operation } from '../../../http/operation.ts'
import { createFeedback } from './createFeedback.ts'
import { createFeedbackReply } from './createFeedbackReply.ts'
import { deleteFeedback } from './deleteFeedback.ts'
import { downloadFeedbackFile } from './downloadFeedbackFile.ts'
import { downloadReplyFile } from './downloadReplyFile.ts'
import { getFeedback } from './getFeedback.ts'
import { listFeedback } from './listFeedback.ts'
import { updateFeedback } from './updateFeedback.ts'

export const feedbackOperations: readonly Operation[] = [
  listFeedback,
  createFeedback,
  getFeedback,
  updateFeedback,
  deleteFeedback,
  createFeedbackReply,
  downloadFeedbackFile,
  downloadReplyFile,
]
