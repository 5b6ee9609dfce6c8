import Type, { type Static } from 'typebox'
import type { Preview } from '../../../domain/messaging/preview-template.ts'

const Part = Type.Union([Type.String(), Type.Null()])
const Payload = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()])

export const previewContext = Type.Optional(
  Type.Record(Type.String(), Type.Unknown(), { description: 'What the send would bring: `interaction` …' }),
)

export const PreviewModel = Type.Object({
  parts: Type.Union([Type.Object({ subject: Part, html: Part, text: Part, payload: Payload }), Type.Null()]),
  missing: Type.Array(Type.String(), { description: 'Variables without a value and without a default.' }),
  problems: Type.Array(Type.String()),
})

export const toWirePreview = ({ parts, missing, problems }: Preview): Static<typeof PreviewModel> => ({
  parts: parts && { ...parts, payload: parts.payload && { ...parts.payload } },
  missing: [...missing],
  problems: [...problems],
})
