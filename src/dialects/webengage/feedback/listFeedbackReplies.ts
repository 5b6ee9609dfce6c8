import Type from 'typebox'
import { readRepliesOf } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { Format } from '../container.ts'
import { placeOf } from './place.ts'
import { ReplyModel, toWireReply } from './translate.ts'

/** WebEngage › Feedback › Get all replies. The vendor's sample has neither message nor status. */
export const listFeedbackReplies = operation({
  method: 'GET',
  path: '/feedback/{feedbackId}/replies',
  name: 'listFeedbackReplies',
  summary: 'All replies to feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  params: Type.Object({ feedbackId: Type.String() }),
  query: Format,
  replies: { 200: Type.Object({ response: Type.Object({ data: Type.Array(ReplyModel) }) }) },
  errors: ['feedback-not-found'],
  async handle({ db, caller: { tenant }, params, href }) {
    const replies = await readRepliesOf(db, tenant, params.feedbackId)
    const place = placeOf(tenant, href)
    return { status: 200, body: { response: { data: replies.map(reply => toWireReply(reply, place)) } } }
  },
})
