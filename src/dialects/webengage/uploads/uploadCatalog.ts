import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { Account, contain, container, Format } from '../container.ts'
import { takeFile } from './take-file.ts'
import { FileParts } from './translate.ts'

/** WebEngage › Catalogs › Upload by REST. The catalogue is there already. Where to look for what became of it: `Location`. */
export const uploadCatalog = operation({
  method: 'POST',
  path: '/{licenseCode}/catalog/{catalogSlug}/upload',
  name: 'uploadCatalog',
  summary: 'Upload the items of a catalogue',
  tag: 'Uploads',
  scope: 'data-ingestion:write',
  versions: ['dashboard'],
  isNeverStored: true,
  params: Type.Object({ ...Account.properties, catalogSlug: Type.String() }),
  query: Format,
  parts: FileParts,
  replies: { 200: container(Type.Object({})) },
  errors: ['catalogue-not-found', 'upload-invalid', 'upload-too-large', 'too-many-uploads'],
  async handle(request) {
    const { params, href } = request
    const { id } = await takeFile(request, 'catalogue-items', () => params.catalogSlug)
    const headers = { location: href(`/${params.licenseCode}/uploads/${id}`) }
    return { status: 200, body: contain({}, 'The file was taken and is being processed.'), headers }
  },
})
