import Type from 'typebox'
import { importList } from '../../../domain/segments/import-list.ts'
import { operation } from '../../../http/operation.ts'
import { segmentParams } from './translate.ts'

/** The first line names the columns: `contactId` or a key of contacts, such as `email`. */
export const importMembers = operation({
  method: 'POST',
  path: '/segments/{segmentId}/members/import',
  name: 'importMembers',
  summary: 'Put the contacts of a CSV into a list',
  tag: 'Segments',
  scope: 'segments:write',
  params: segmentParams,
  body: Type.Object(
    { csv: Type.String({ description: 'RFC 4180, of at most 50,000 rows.' }) },
    { additionalProperties: false },
  ),
  bodyLimit: 4 * 1024 * 1024,
  replies: {
    200: Type.Object({
      rows: Type.Integer(),
      added: Type.Integer(),
      known: Type.Integer({ description: 'Rows of contacts that were in the list already.' }),
      unknownCount: Type.Integer({ description: 'Rows that name no contact, or several.' }),
      unknown: Type.Array(
        Type.Object({
          line: Type.Integer(),
          value: Type.String(),
          reason: Type.String({
            description:
              '`unknown`: no contact has it; `ambiguous`: several have it; `invalid`: it is no such key.',
          }),
        }),
        { description: 'The first hundred of them.' },
      ),
    }),
  },
  errors: ['segment-not-found', 'segment-not-list', 'segment-invalid'],
  async handle({ write, caller, params, body, now }) {
    const imported = await write(tx => importList(tx, caller.tenant.id, params.segmentId, body.csv, now))
    return { status: 200, body: { ...imported, unknown: imported.unknown.map(row => ({ ...row })) } }
  },
})
