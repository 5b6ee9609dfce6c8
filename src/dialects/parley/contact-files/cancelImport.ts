import Type from 'typebox'
import { cancelContactImport, readContactImport } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { ImportModel, toWireImport } from './translate.ts'

/** What is done stays done. One that has ended stays as it is. */
export const cancelImport = operation({
  method: 'POST',
  path: '/contact-imports/{importId}/cancel',
  name: 'cancelImport',
  summary: 'Drop what is left of an import',
  tag: 'Contact files',
  scope: 'contacts:write',
  params: Type.Object({ importId: Type.String() }),
  replies: { 200: ImportModel },
  errors: ['contact-job-not-found'],
  async handle({ db, write, caller, params: { importId }, now }) {
    await write(tx => cancelContactImport(tx, caller.tenant, importId, now))
    return { status: 200, body: toWireImport(await readContactImport(db, caller.tenant, importId)) }
  },
})
