import type { Operation } from '../../../http/operation.ts'
import { downloadFeedbackFile } from './downloadFeedbackFile.ts'
import { downloadReplyAttachment } from './downloadReplyAttachment.ts'
import { getFeedback } from './getFeedback.ts'
import { getFeedbackReply } from './getFeedbackReply.ts'
import { listFeedbackReplies } from './listFeedbackReplies.ts'
import { searchFeedbacks } from './searchFeedbacks.ts'

export const feedbackOperations: readonly Operation[] = [
  getFeedback,
  listFeedbackReplies,
  getFeedbackReply,
  searchFeedbacks,
  downloadFeedbackFile,
  downloadReplyAttachment,
]
