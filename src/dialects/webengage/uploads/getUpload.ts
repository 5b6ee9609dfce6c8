import Type from 'typebox'
import { readUpload } from '../../../domain/uploads/read-uploads.ts'
import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import { toWireUpload, UploadModel } from './translate.ts'

/** What the vendor shows at its dashboard. */
export const getUpload = operation({
  method: 'GET',
  path: '/{licenseCode}/uploads/{uploadId}',
  name: 'getUpload',
  summary: 'What became of an upload',
  tag: 'Uploads',
  scope: 'data-ingestion:write',
  versions: ['dashboard'],
  isExtension: true,
  params: Type.Object({ ...Account.properties, uploadId: Type.String() }),
  query: Format,
  replies: { 200: container(UploadModel) },
  errors: ['upload-not-found'],
  async handle({ db, caller, params, href }) {
    const upload = await readUpload(db, caller.tenant, params.uploadId)
    const data = toWireUpload(upload, path => href(`/${params.licenseCode}${path}`))
    return { status: 200, body: contain(data) }
  },
})
