import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import { takeFile } from './take-file.ts'
import { FileParts, toWireUpload, UploadModel } from './translate.ts'

/** WebEngage › Upload data. The vendor has it at its dashboard; the path is ours. */
export const uploadEvents = operation({
  method: 'POST',
  path: '/{licenseCode}/events/upload',
  name: 'uploadEvents',
  summary: 'Upload a CSV file of events',
  tag: 'Uploads',
  scope: 'data-ingestion:write',
  versions: ['dashboard'],
  isExtension: true,
  isNeverStored: true,
  params: Account,
  query: Format,
  parts: FileParts,
  replies: { 201: container(UploadModel) },
  errors: ['upload-invalid', 'upload-too-large', 'too-many-uploads', 'multipart-malformed'],
  async handle(request) {
    const { params, href } = request
    const upload = await takeFile(request, 'events')
    const body = toWireUpload(upload, path => href(`/${params.licenseCode}${path}`))
    return { status: 201, body: contain(body, 'The file was taken and is being processed.') }
  },
})
