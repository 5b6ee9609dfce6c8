import Type from 'typebox'
import { readContactImport } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { ImportModel, toWireImport } from './translate.ts'

export const getImport = operation({
  method: 'GET',
  path: '/contact-imports/{importId}',
  name: 'getImport',
  summary: 'How far an import is',
  tag: 'Contact files',
  scope: 'contacts:read',
  params: Type.Object({ importId: Type.String() }),
  replies: { 200: ImportModel },
  errors: ['contact-job-not-found'],
  async handle({ db, caller, params: { importId } }) {
    return { status: 200, body: toWireImport(await readContactImport(db, caller.tenant, importId)) }
  },
})
