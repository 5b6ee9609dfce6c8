import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'

export const downloadFeedbackFile = operation({
  method: 'GET',
  path: '/feedback-files/{fileId}',
  name: 'downloadFeedbackFile',
  summary: 'A file that came with feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  params: Type.Object({ fileId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'feedback', params.fileId))
  },
})
