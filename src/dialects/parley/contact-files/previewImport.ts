import Type from 'typebox'
import { previewContactImport } from '../../../domain/contacts/add-contact-import.ts'
import { operation } from '../../../http/operation.ts'
import { csvBodyLimit, csvInput, Delimiter, readCsvInput } from './csv-input.ts'
import { Mapping } from './translate.ts'

const rowsShown = 10

/** What was found out of the file, and how its columns would be read. Nothing is kept. */
export const previewImport = operation({
  method: 'POST',
  path: '/contact-imports/preview',
  name: 'previewImport',
  summary: 'Look into a CSV of contacts before it is imported',
  tag: 'Contact files',
  scope: 'contacts:write',
  isNeverStored: true,
  body: Type.Object(csvInput, { additionalProperties: false }),
  bodyLimit: csvBodyLimit,
  replies: {
    200: Type.Object({
      charset: Type.String(),
      delimiter: Delimiter,
      header: Type.Array(Type.String()),
      rows: Type.Array(Type.Array(Type.String()), { description: 'The first ten.' }),
      mapping: Mapping,
    }),
  },
  errors: ['input-invalid'],
  async handle({ body }) {
    const file = readCsvInput(body)
    const { header, rows, mapping } = await previewContactImport(file, rowsShown)
    const { charset, delimiter } = file
    const shown = { header: [...header], rows: rows.map(row => [...row]), mapping }
    return { status: 200, body: { charset, delimiter, ...shown } }
  },
})
