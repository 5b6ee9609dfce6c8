import type { Operation } from '../../../http/operation.ts'
import { createUpload } from './createUpload.ts'
import { downloadUploadErrors } from './downloadUploadErrors.ts'
import { getUpload } from './getUpload.ts'
import { listUploads } from './listUploads.ts'

export const uploadOperations: readonly Operation[] = [
  listUploads,
  createUpload,
  getUpload,
  downloadUploadErrors,
]
