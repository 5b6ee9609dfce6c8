import Type, { type Static } from 'typebox'
import type { ContactImport, ImportError } from '../../../domain/contacts/contact-import.ts'
import { jobKinds } from '../../../domain/contacts/contact-job.ts'
import { cellTypes } from '../../../domain/contacts/csv-columns.ts'
import type { FileExport } from '../../../domain/contacts/file-export.ts'

const Time = Type.String({ format: 'date-time' })
const MaybeTime = Type.Union([Time, Type.Null()])

export const CellType = Type.Union(cellTypes.map(type => Type.Literal(type)))

export const Mapping = Type.Array(
  Type.Object(
    {
      column: Type.String({ description: 'As the header names it.' }),
      target: Type.String({
        description: 'An attribute, `contactType`, `preferences.<channel>` or `consents.<id>`.',
      }),
      type: Type.Optional(CellType),
    },
    { additionalProperties: false },
  ),
  { maxItems: 200 },
)

export const Mode = Type.Union(
  jobKinds.map(kind => Type.Literal(kind)),
  { description: '`create` refuses who is there, `update` who is not; `upsert` does the one or the other.' },
)

export const ImportModel = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  mode: Type.String(),
  contactType: Type.Union([Type.String(), Type.Null()]),
  dryRun: Type.Boolean(),
  state: Type.String({ description: '`pending`, `processing`, `completed` or `cancelled`.' }),
  total: Type.Integer(),
  succeeded: Type.Integer(),
  failed: Type.Integer(),
  mapping: Type.Array(Type.Object({ column: Type.String(), target: Type.String(), type: Type.String() })),
  createdAt: Time,
  finishedAt: MaybeTime,
})

export const ImportErrorModel = Type.Object({
  line: Type.Integer({ description: 'Of the file, counting from 1.' }),
  cells: Type.Array(Type.String()),
  code: Type.String({ description: 'As of a problem.' }),
  detail: Type.String(),
  errors: Type.Array(Type.Object({ field: Type.String(), detail: Type.String() })),
})

export function toWireImport(given: ContactImport): Static<typeof ImportModel> {
  const { isDryRun, columns, createdAt, finishedAt, ...rest } = given
  return {
    ...rest,
    dryRun: isDryRun,
    mapping: columns.map(column => ({ ...column })),
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}

export function toWireImportError(error: ImportError): Static<typeof ImportErrorModel> {
  const { line, cells, code, message, faults } = error
  const errors = faults.map(({ field, message: detail }) => ({ field, detail }))
  return { line, cells: [...cells], code, detail: message, errors }
}

export const ExportModel = Type.Object({
  id: Type.String(),
  fileName: Type.String(),
  columns: Type.Array(Type.String()),
  state: Type.String({ description: '`pending`, `processing`, `completed` or `failed`.' }),
  total: Type.Integer({ description: 'As it was counted when it was asked for.' }),
  done: Type.Integer(),
  bytes: Type.Integer(),
  createdAt: Time,
  finishedAt: MaybeTime,
})

export function toWireExport({
  plan,
  createdAt,
  finishedAt,
  ...rest
}: FileExport): Static<typeof ExportModel> {
  const { fileName, columns } = plan
  return {
    ...rest,
    fileName,
    columns: [...columns],
    createdAt: createdAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
  }
}
