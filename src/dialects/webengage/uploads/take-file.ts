import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { uploadInvalid } from '../../../domain/uploads/errors.ts'
import { receiveUpload } from '../../../domain/uploads/receive-upload.ts'
import type { Upload } from '../../../domain/uploads/upload.ts'
import type { PartHandlers, PartLimits } from '../../../http/multipart.ts'
import type { Services } from '../../../http/services.ts'

interface Sender extends Pick<Services, 'db' | 'blobs' | 'uploadKinds'> {
  readonly caller: { readonly tenant: Tenant }
  readonly now: Date
  parts(limits: PartLimits, handlers: PartHandlers): Promise<void>
}

/** What is to be known before the file is read: the subject of its rows. */
type SubjectOf = (texts: ReadonlyMap<string, string>) => Promise<string> | string

/** Takes the part `file` of a body as an upload of a kind. Texts that it needs come before it; other parts are passed over. */
export async function takeFile(
  { db, blobs, uploadKinds, caller: { tenant }, now, parts }: Sender,
  kindName: string,
  subjectOf: SubjectOf = () => '',
): Promise<Upload> {
  const kind = uploadKinds.find(({ name }) => name === kindName)!
  const texts = new Map<string, string>()
  let upload: Upload | undefined
  await parts(
    { texts: 10, textBytes: 64 * 1024, files: 1 },
    {
      onText: (name, text) => void texts.set(name, text),
      async onFile({ name, fileName, bytes }) {
        if (name !== 'file') throw uploadInvalid('The file must come in the part named file.')
        upload = await receiveUpload(
          db,
          blobs,
          tenant,
          kind,
          await subjectOf(texts),
          { fileName, bytes },
          now,
        )
      },
    },
  )
  if (!upload) throw uploadInvalid('There is no file in the part named file.')
  return upload
}
