import Type from 'typebox'
import type { Upload, UploadState } from '../../../domain/uploads/upload.ts'

const Binary = Type.String({ format: 'binary', description: 'CSV, at most 200 MB.' })
export const FileParts = Type.Object({ file: Binary })

export const UploadModel = Type.Object({
  uploadId: Type.String(),
  status: Type.String({ description: '`In Progress`, `Success` or `Failure`.' }),
  rows: Type.Integer({ description: 'That were looked at.' }),
  failedRows: Type.Integer(),
  reason: Type.Union([Type.String(), Type.Null()]),
  errorFileUrl: Type.Union([Type.String(), Type.Null()], {
    description: 'The file as it came, with a column of errors.',
  }),
})

const statuses: Readonly<Record<UploadState, string>> = {
  receiving: 'In Progress',
  processing: 'In Progress',
  succeeded: 'Success',
  failed: 'Failure',
}

export const toWireUpload = (upload: Upload, toUrl: (path: string) => string) => ({
  uploadId: upload.id,
  status: statuses[upload.state],
  rows: upload.rowsDone,
  failedRows: upload.rowsRefused,
  reason: upload.problem,
  errorFileUrl: upload.state === 'failed' ? toUrl(`/uploads/${upload.id}/errors`) : null,
})
