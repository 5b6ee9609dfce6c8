import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'
import { Account } from '../container.ts'

/** WebEngage › Feedback › Download a file: the id is that of the field. */
export const downloadFeedbackFile = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/feedback-responses/{fileId}/download',
  name: 'downloadFeedbackFile',
  summary: 'A file that came with feedback',
  tag: 'Feedback',
  scope: 'feedback:read',
  versions: ['v1'],
  params: Type.Object({ ...Account.properties, fileId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'feedback', params.fileId))
  },
})
