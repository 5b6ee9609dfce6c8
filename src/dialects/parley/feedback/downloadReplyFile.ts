import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'

export const downloadReplyFile = operation({
  method: 'GET',
  path: '/feedback-reply-files/{fileId}',
  name: 'downloadReplyFile',
  summary: 'A file that came with a reply to feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  params: Type.Object({ fileId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'reply', params.fileId))
  },
})
