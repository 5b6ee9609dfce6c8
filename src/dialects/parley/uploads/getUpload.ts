import { readUpload } from '../../../domain/uploads/read-uploads.ts'
import { operation } from '../../../http/operation.ts'
import { toWireUpload, UploadModel, uploadParams } from './translate.ts'

export const getUpload = operation({
  method: 'GET',
  path: '/uploads/{uploadId}',
  name: 'getUpload',
  summary: 'What became of an upload',
  tag: 'Uploads',
  scope: 'uploads:read',
  params: uploadParams,
  replies: { 200: UploadModel },
  errors: ['upload-not-found'],
  async handle({ db, caller, params }) {
    return { status: 200, body: toWireUpload(await readUpload(db, caller.tenant, params.uploadId)) }
  },
})
