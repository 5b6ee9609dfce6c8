import { openWithErrors } from '../../../domain/uploads/read-uploads.ts'
import { toDownload } from '../../../http/download.ts'
import { operation } from '../../../http/operation.ts'
import { uploadParams } from './translate.ts'

/** The file as it came, with a column of errors appended. */
export const downloadUploadErrors = operation({
  method: 'GET',
  path: '/uploads/{uploadId}/errors',
  name: 'downloadUploadErrors',
  summary: 'An upload with its errors',
  tag: 'Uploads',
  scope: 'uploads:read',
  params: uploadParams,
  replies: { 200: null },
  errors: ['upload-not-found'],
  async handle({ db, blobs, caller, params }) {
    const file = await openWithErrors(db, blobs, caller.tenant, params.uploadId)
    return toDownload({ ...file, fileType: 'text/csv' })
  },
})
