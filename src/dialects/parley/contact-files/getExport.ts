import Type from 'typebox'
import { readFileExport } from '../../../domain/contacts/read-file-exports.ts'
import { operation } from '../../../http/operation.ts'
import { ExportModel, toWireExport } from './translate.ts'

export const getExport = operation({
  method: 'GET',
  path: '/contact-exports/{exportId}',
  name: 'getExport',
  summary: 'How far an export is',
  tag: 'Contact files',
  scope: 'exports:read',
  params: Type.Object({ exportId: Type.String() }),
  replies: { 200: ExportModel },
  errors: ['contact-export-not-found'],
  async handle({ db, caller, params: { exportId } }) {
    return { status: 200, body: toWireExport(await readFileExport(db, caller.tenant, exportId)) }
  },
})
