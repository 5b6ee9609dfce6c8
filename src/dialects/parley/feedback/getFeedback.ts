import { readFeedbackOf, readRepliesOf } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { FeedbackWithReplies, feedbackParams, toWireFeedback, toWireReply } from './translate.ts'

export const getFeedback = operation({
  method: 'GET',
  path: '/feedback/{feedbackId}',
  name: 'getFeedback',
  summary: 'Read feedback with its replies',
  tag: 'Feedback',
  scope: 'feedback:read',
  params: feedbackParams,
  replies: { 200: FeedbackWithReplies },
  errors: ['feedback-not-found'],
  async handle({ db, caller, params }) {
    const feedback = await readFeedbackOf(db, caller.tenant, params.feedbackId)
    const replies = await readRepliesOf(db, caller.tenant, feedback.id)
    return { status: 200, body: { ...toWireFeedback(feedback), replies: replies.map(toWireReply) } }
  },
})
