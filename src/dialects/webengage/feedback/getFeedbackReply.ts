import Type from 'typebox'
import { readReply } from '../../../domain/feedback/read-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { contain, container, Format } from '../container.ts'
import { placeOf } from './place.ts'
import { ReplyModel, toWireReply } from './translate.ts'

/** WebEngage › Feedback › Get one reply. */
export const getFeedbackReply = operation({
  method: 'GET',
  path: '/feedback/{feedbackId}/reply/{replyId}',
  name: 'getFeedbackReply',
  summary: 'One reply to feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  params: Type.Object({ feedbackId: Type.String(), replyId: Type.String() }),
  query: Format,
  replies: { 200: container(ReplyModel) },
  errors: ['feedback-not-found', 'feedback-reply-not-found'],
  async handle({ db, caller: { tenant }, params, href }) {
    const reply = await readReply(db, tenant, params.feedbackId, params.replyId)
    return { status: 200, body: contain(toWireReply(reply, placeOf(tenant, href))) }
  },
})
