import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'

export const downloadSurveyFile = operation({
  method: 'GET',
  path: '/survey-files/{fileId}',
  name: 'downloadSurveyFile',
  summary: 'A file that came with a response',
  tag: 'Surveys',
  scope: 'surveys:read',
  params: Type.Object({ fileId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'response', params.fileId))
  },
})
