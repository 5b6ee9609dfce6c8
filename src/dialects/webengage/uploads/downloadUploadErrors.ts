import Type from 'typebox'
import { openWithErrors } from '../../../domain/uploads/read-uploads.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'
import { Account } from '../container.ts'

/** WebEngage › Upload data: the file as it came, with a column of errors appended. The path is ours. */
export const downloadUploadErrors = operation({
  method: 'GET',
  path: '/{licenseCode}/uploads/{uploadId}/errors',
  name: 'downloadUploadErrors',
  summary: 'An upload with its errors',
  tag: 'Uploads',
  scope: 'data-ingestion:write',
  versions: ['dashboard'],
  isExtension: true,
  params: Type.Object({ ...Account.properties, uploadId: Type.String() }),
  replies: { 200: null },
  errors: ['upload-not-found'],
  async handle({ db, blobs, caller, params }) {
    const file = await openWithErrors(db, blobs, caller.tenant, params.uploadId)
    return toDownload({ ...file, fileType: 'text/csv' })
  },
})
