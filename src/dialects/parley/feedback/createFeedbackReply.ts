import Type from 'typebox'
import { replyToFeedback } from '../../../domain/feedback/write-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { withParts } from './read-parts.ts'
import { feedbackParams, ReplyModel, ReplyPart, toWireReply } from './translate.ts'

/** By the company, or passed on by it from who gave the feedback: that makes it unread again. */
export const createFeedbackReply = operation({
  method: 'POST',
  path: '/feedback/{feedbackId}/replies',
  name: 'createFeedbackReply',
  summary: 'Reply to feedback, with files',
  tag: 'Feedback',
  scope: 'feedback:write',
  isNeverStored: true,
  params: feedbackParams,
  parts: Type.Object({ reply: ReplyPart, attachment: Type.Optional(Type.String({ format: 'binary' })) }),
  replies: { 201: ReplyModel },
  errors: ['feedback-not-found', 'feedback-invalid', 'input-invalid', 'multipart-malformed'],
  async handle(request) {
    const { write, caller, params, now, publicUrl } = request
    const reply = await withParts(request, 'reply', ReplyPart, (input, named) => {
      const files = named.map(({ file }) => file)
      return write(tx =>
        replyToFeedback(tx, caller.tenant, params.feedbackId, input, files, publicUrl ?? null, now),
      )
    })
    return { status: 201, body: toWireReply(reply) }
  },
})
