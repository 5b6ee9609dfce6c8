import Type from 'typebox'
import { listContactImports } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { ImportModel, toWireImport } from './translate.ts'

/** The newest first. They are kept for thirty days. */
export const listImports = operation({
  method: 'GET',
  path: '/contact-imports',
  name: 'listImports',
  summary: 'List imports of contacts',
  tag: 'Contact files',
  scope: 'contacts:read',
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(ImportModel) },
  errors: ['cursor-invalid'],
  async handle({ db, caller, query }) {
    const page = await listContactImports(db, caller.tenant, query)
    return { status: 200, body: toWirePage(page, toWireImport) }
  },
})
