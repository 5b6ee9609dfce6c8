import Type from 'typebox'
import { uploadInvalid } from '../../../domain/uploads/errors.ts'
import { receiveUpload } from '../../../domain/uploads/receive-upload.ts'
import type { Upload } from '../../../domain/uploads/upload.ts'
import { operation } from '../../../http/operation.ts'
import { toWireUpload, UploadModel } from './translate.ts'

/** Header and first row are looked at before the answer, all rows after it. */
export const createUpload = operation({
  method: 'POST',
  path: '/uploads',
  name: 'createUpload',
  summary: 'Upload a CSV file of users, events or items of a catalogue',
  tag: 'Uploads',
  scope: 'uploads:write',
  isNeverStored: true,
  query: Type.Object({
    kind: Type.String({ maxLength: 50, description: '`users`, `events`, `catalogue-items`.' }),
    subject: Type.Optional(Type.String({ maxLength: 100, description: 'The slug of the catalogue.' })),
  }),
  parts: Type.Object({
    file: Type.String({
      format: 'binary',
      description: 'CSV, at most 200 MB; the first row has the names of the columns.',
    }),
  }),
  replies: { 201: UploadModel },
  errors: [
    'upload-invalid',
    'upload-too-large',
    'too-many-uploads',
    'catalogue-not-found',
    'multipart-malformed',
  ],
  async handle({ db, blobs, caller, uploadKinds, query, parts, now, href }) {
    const kind = uploadKinds.find(({ name }) => name === query.kind)
    if (!kind)
      throw uploadInvalid(`The kind must be one of ${uploadKinds.map(({ name }) => name).join(', ')}.`)
    let upload: Upload | undefined
    await parts(
      { texts: 10, textBytes: 1024, files: 1 },
      {
        onText: () => {},
        async onFile({ fileName, bytes }) {
          upload = await receiveUpload(
            db,
            blobs,
            caller.tenant,
            kind,
            query.subject ?? '',
            { fileName, bytes },
            now,
          )
        },
      },
    )
    if (!upload) throw uploadInvalid('There is no file.')
    return { status: 201, body: toWireUpload(upload), headers: { location: href(`/uploads/${upload.id}`) } }
  },
})
