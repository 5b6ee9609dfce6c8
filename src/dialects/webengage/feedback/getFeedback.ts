import Type from 'typebox'
import { readFeedbackOf, readRepliesOf } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { contain, container, Format } from '../container.ts'
import { placeOf } from './place.ts'
import { FeedbackModel, toWireFeedback } from './translate.ts'

/** WebEngage › Feedback › Get feedback. */
export const getFeedback = operation({
  method: 'GET',
  path: '/feedback/{feedbackId}',
  name: 'getFeedback',
  summary: 'Feedback with its replies',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  params: Type.Object({ feedbackId: Type.String() }),
  query: Format,
  replies: { 200: container(FeedbackModel) },
  errors: ['feedback-not-found'],
  async handle({ db, caller: { tenant }, params, href }) {
    const feedback = await readFeedbackOf(db, tenant, params.feedbackId)
    const replies = await readRepliesOf(db, tenant, feedback.id)
    return { status: 200, body: contain(toWireFeedback(feedback, replies, placeOf(tenant, href))) }
  },
})
