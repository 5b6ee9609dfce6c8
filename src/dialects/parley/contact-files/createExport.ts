import Type from 'typebox'
import { addFileExport } from '../../../domain/contacts/add-file-export.ts'
import { type Delimiter, delimiters } from '../../../domain/contacts/csv-file.ts'
import { type FileCharset, fileCharsets } from '../../../domain/contacts/file-export.ts'
import { readFileExport } from '../../../domain/contacts/read-file-exports.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { byOf } from '../actor.ts'
import { contactFilter, readContactQuery } from '../contacts/contact-filter.ts'
import { ExportModel, toWireExport } from './translate.ts'

/** Written in the background; `file` has it when it is completed, for three days. */
export const createExport = operation({
  method: 'POST',
  path: '/contact-exports',
  name: 'createExport',
  summary: 'Write contacts into a CSV',
  tag: 'Contact files',
  scope: 'exports:write',
  body: Type.Object(
    {
      filter: Type.Optional(Type.Object(contactFilter, { additionalProperties: false })),
      columns: Type.Optional(
        Type.Array(Type.String(), {
          description:
            'Attributes, `id`, `contactType`, `approved`, `source`, `createdAt`, `updatedAt`, `preferences.<channel>`, `consents.<id>`. Without it: the usual ones.',
        }),
      ),
      fileName: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      delimiter: Type.Optional(
        Type.Union(
          delimiters.map(each => Type.Literal(each)),
          { description: 'Without it: a comma.' },
        ),
      ),
      charset: Type.Optional(
        Type.Union(
          fileCharsets.map(each => Type.Literal(each)),
          { description: 'Without it: UTF-8, with a byte order mark.' },
        ),
      ),
    },
    { additionalProperties: false },
  ),
  replies: { 202: ExportModel },
  errors: ['contact-type-unknown', 'contact-search-invalid', 'input-invalid', 'contact-exports-full'],
  async handle({ write, clock, caller, body, now, href }) {
    const { filter = {}, columns, fileName = 'contacts.csv', delimiter = ',', charset = 'utf-8' } = body
    if (!isStorableText(fileName))
      throw inputInvalid([{ field: 'fileName', message: 'is no text that can be kept' }])
    const form = { delimiter: delimiter as Delimiter, charset: charset as FileCharset }
    const wish = { filter: readContactQuery(filter), columns, fileName, ...form }
    const made = await write(async tx => {
      const id = await addFileExport(tx, caller.tenant, wish, byOf(caller, clock), now)
      return readFileExport(tx, caller.tenant, id)
    })
    return {
      status: 202,
      body: toWireExport(made),
      headers: { location: href(`/contact-exports/${made.id}`) },
    }
  },
})
