import { Readable } from 'node:stream'
import Type from 'typebox'
import { readExportedFile } from '../../../domain/contacts/read-file-exports.ts'
import { operation } from '../../../http/operation.ts'
import { attachment } from './attachment.ts'

export const getExportFile = operation({
  method: 'GET',
  path: '/contact-exports/{exportId}/file',
  name: 'getExportFile',
  summary: 'The file of an export',
  tag: 'Contact files',
  scope: 'exports:read',
  params: Type.Object({ exportId: Type.String() }),
  replies: { 200: null },
  errors: ['contact-export-not-found', 'contact-export-not-finished'],
  async handle({ db, blobs, caller, params: { exportId } }) {
    const { fileExport, parts } = await readExportedFile(db, blobs, caller.tenant, exportId)
    const { fileName, charset } = fileExport.plan
    const stream = Readable.from(parts, { highWaterMark: 1 })
    return { status: 200, stream, headers: attachment(fileName, charset) }
  },
})
