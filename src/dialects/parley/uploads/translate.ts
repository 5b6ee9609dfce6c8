import Type, { type Static } from 'typebox'
import { type Upload, uploadStates } from '../../../domain/uploads/upload.ts'

const Time = Type.String({ format: 'date-time' })

export const uploadParams = Type.Object({ uploadId: Type.String() })

export const UploadModel = Type.Object({
  id: Type.String(),
  kind: Type.String({
    description: 'What its rows are: `users`, `events`, `catalogue-items`, `recommended-items`.',
  }),
  subject: Type.String({ description: 'What they are of: a catalogue or a recommendation.' }),
  fileName: Type.String(),
  fileSize: Type.Integer(),
  state: Type.String({ description: uploadStates.slice(1).join(', ') }),
  rowsDone: Type.Integer({ description: 'That were looked at, the header not counted.' }),
  rowsRefused: Type.Integer(),
  problem: Type.Union([Type.String(), Type.Null()], { description: 'Why it was not read to its end.' }),
  createdAt: Time,
  endedAt: Type.Union([Time, Type.Null()]),
})

export const toWireUpload = (upload: Upload): Static<typeof UploadModel> => ({
  ...upload,
  createdAt: upload.createdAt.toISOString(),
  endedAt: upload.endedAt?.toISOString() ?? null,
})
