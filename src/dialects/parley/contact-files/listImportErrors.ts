import Type from 'typebox'
import { listImportErrors as list } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { pageOf, pageQuery, toWirePage } from '../paging.ts'
import { ImportErrorModel, toWireImportError } from './translate.ts'

export const listImportErrors = operation({
  method: 'GET',
  path: '/contact-imports/{importId}/errors',
  name: 'listImportErrors',
  summary: 'The rows of an import that were refused, in their order',
  tag: 'Contact files',
  scope: 'contacts:read',
  params: Type.Object({ importId: Type.String() }),
  query: Type.Object(pageQuery),
  replies: { 200: pageOf(ImportErrorModel) },
  errors: ['contact-job-not-found', 'cursor-invalid'],
  async handle({ db, caller, params: { importId }, query }) {
    const page = await list(db, caller.tenant, importId, query)
    return { status: 200, body: toWirePage(page, toWireImportError) }
  },
})
