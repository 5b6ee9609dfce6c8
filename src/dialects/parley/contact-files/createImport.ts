import Type from 'typebox'
import { addContactImport } from '../../../domain/contacts/add-contact-import.ts'
import { readContactImport } from '../../../domain/contacts/read-contact-imports.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { byOf } from '../actor.ts'
import { csvBodyLimit, csvInput, readCsvInput } from './csv-input.ts'
import { ImportModel, Mapping, Mode, toWireImport } from './translate.ts'

/** Done in the background, in the order of the rows; what is refused fails alone. The first line names the columns. */
export const createImport = operation({
  method: 'POST',
  path: '/contact-imports',
  name: 'createImport',
  summary: 'Import contacts from a CSV',
  tag: 'Contact files',
  scope: 'contacts:write',
  isNeverStored: true,
  body: Type.Object(
    {
      ...csvInput,
      fileName: Type.Optional(Type.String({ maxLength: 200 })),
      mode: Mode,
      contactType: Type.Optional(
        Type.String({ description: 'Of rows that name none. Without it: `Member`.' }),
      ),
      mapping: Type.Optional(
        Type.Array(Mapping.items, { maxItems: 200, description: 'Without it: as the preview suggests.' }),
      ),
      blankClears: Type.Optional(
        Type.Boolean({ description: 'Whether a blank cell clears what is known; else it says nothing.' }),
      ),
      dryRun: Type.Optional(
        Type.Boolean({
          description:
            'Only check. What one row breaks because of another, more than 500 rows before, is not found.',
        }),
      ),
    },
    { additionalProperties: false },
  ),
  bodyLimit: csvBodyLimit,
  replies: { 202: ImportModel },
  errors: ['input-invalid', 'contact-type-unknown', 'contact-jobs-full'],
  async handle({ db, clock, caller, body, now, href }) {
    const {
      fileName = 'contacts.csv',
      mode,
      contactType,
      mapping,
      blankClears = false,
      dryRun = false,
    } = body
    if (!isStorableText(fileName))
      throw inputInvalid([{ field: 'fileName', message: 'is no text that can be kept' }])
    const input = {
      file: readCsvInput(body),
      fileName,
      mode,
      contactType,
      mapping,
      blankClears,
      isDryRun: dryRun,
    }
    const id = await addContactImport(db, caller.tenant, input, byOf(caller, clock), now)
    const made = await readContactImport(db, caller.tenant, id)
    return { status: 202, body: toWireImport(made), headers: { location: href(`/contact-imports/${id}`) } }
  },
})
