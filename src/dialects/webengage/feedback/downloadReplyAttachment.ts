import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'
import { Account } from '../container.ts'

/** WebEngage › Feedback › Download an attachment of a reply. */
export const downloadReplyAttachment = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/feedback-reply-attachments/{fileId}/download',
  name: 'downloadReplyAttachment',
  summary: 'A file that came with a reply',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  params: Type.Object({ ...Account.properties, fileId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'reply', params.fileId))
  },
})
