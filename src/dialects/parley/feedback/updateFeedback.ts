import Type from 'typebox'
import { changeFeedback } from '../../../domain/feedback/write-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { FeedbackModel, feedbackParams, State, toWireFeedback } from './translate.ts'

export const updateFeedback = operation({
  method: 'PATCH',
  path: '/feedback/{feedbackId}',
  name: 'updateFeedback',
  summary: 'Mark feedback as read or done, or give it tags',
  tag: 'Feedback',
  scope: 'feedback:write',
  params: feedbackParams,
  body: Type.Object(
    { state: Type.Optional(State), tags: Type.Optional(Type.Array(Type.String())) },
    { additionalProperties: false },
  ),
  replies: { 200: FeedbackModel },
  errors: ['feedback-not-found', 'feedback-invalid'],
  async handle({ write, caller, params, body, now }) {
    const feedback = await write(tx => changeFeedback(tx, caller.tenant, params.feedbackId, body, now))
    return { status: 200, body: toWireFeedback(feedback) }
  },
})
