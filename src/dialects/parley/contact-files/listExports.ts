import Type from 'typebox'
import { listFileExports } from '../../../domain/contacts/read-file-exports.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { ExportModel, toWireExport } from './translate.ts'

/** Of the last three days, the newest first. */
export const listExports = operation({
  method: 'GET',
  path: '/contact-exports',
  name: 'listExports',
  summary: 'List exports of contacts',
  tag: 'Contact files',
  scope: 'exports:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(ExportModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const page = await listFileExports(db, caller.tenant, query)
    return { status: 200, body: toWirePage(page, toWireExport) }
  },
})
