import { deleteFeedback as remove } from '../../../domain/feedback/write-feedback.ts'
import { operation } from '../../../http/operation.ts'
import { feedbackParams } from './translate.ts'

/** With its replies. Its files are swept away within the hour. */
export const deleteFeedback = operation({
  method: 'DELETE',
  path: '/feedback/{feedbackId}',
  name: 'deleteFeedback',
  summary: 'Delete feedback',
  tag: 'Feedback',
  scope: 'feedback:write',
  params: feedbackParams,
  replies: { 204: null },
  errors: ['feedback-not-found'],
  async handle({ write, caller, params, now }) {
    await write(tx => remove(tx, caller.tenant, params.feedbackId, now))
    return { status: 204 }
  },
})
