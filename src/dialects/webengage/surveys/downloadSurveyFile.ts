import Type from 'typebox'
import { openAttachment } from '../../../domain/attachments/read-attachments.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'
import { Account } from '../container.ts'

/** WebEngage › Surveys › Download a file: the id is that of the answer. */
export const downloadSurveyFile = operation({
  method: 'GET',
  path: '/accounts/{licenseCode}/survey-responses/{questionResponseId}/download',
  name: 'downloadSurveyFile',
  summary: 'A file that came with a response',
  tag: 'Surveys',
  scope: 'surveys:read',
  versions: ['v1'],
  params: Type.Object({ ...Account.properties, questionResponseId: Type.String() }),
  replies: { 200: null },
  errors: ['attachment-not-found'],
  async handle({ db, blobs, caller, params }) {
    return toDownload(await openAttachment(db, blobs, caller.tenant, 'response', params.questionResponseId))
  },
})
