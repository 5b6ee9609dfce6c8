import { Readable } from 'node:stream'
import Type from 'typebox'
import { writeErrorFile } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { attachment } from './attachment.ts'

/** The rows as they came, with their line and the reason before them; UTF-8, with the delimiter of the file. */
export const getImportErrorFile = operation({
  method: 'GET',
  path: '/contact-imports/{importId}/errors.csv',
  name: 'getImportErrorFile',
  summary: 'The rows of an import that were refused, as a file',
  tag: 'Contact files',
  scope: 'contacts:read',
  params: Type.Object({ importId: Type.String() }),
  replies: { 200: null },
  errors: ['contact-job-not-found'],
  async handle({ db, caller, params: { importId } }) {
    const { fileName, lines } = await writeErrorFile(db, caller.tenant, importId)
    const name = `${fileName.replace(/\.[^.]*$/, '')}-errors.csv`
    return { status: 200, stream: Readable.from(lines, { highWaterMark: 1 }), headers: attachment(name) }
  },
})
