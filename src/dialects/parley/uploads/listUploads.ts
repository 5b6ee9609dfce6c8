import Type from 'typebox'
import { listUploads as list } from '../../../domain/uploads/read-uploads.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { toWireUpload, UploadModel } from './translate.ts'

/** The newest first. They are kept for thirty days. */
export const listUploads = operation({
  method: 'GET',
  path: '/uploads',
  name: 'listUploads',
  summary: 'List uploads',
  tag: 'Uploads',
  scope: 'uploads:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(UploadModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    return { status: 200, body: toWirePage(await list(db, caller.tenant, query), toWireUpload) }
  },
})
