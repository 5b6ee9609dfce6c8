import type { Operation } from '../../../http/operation.ts'
import { downloadUploadErrors } from './downloadUploadErrors.ts'
import { getUpload } from './getUpload.ts'
import { uploadCatalog } from './uploadCatalog.ts'
import { uploadEvents } from './uploadEvents.ts'
import { uploadRecommendations } from './uploadRecommendations.ts'
import { uploadUsers } from './uploadUsers.ts'

export const uploadOperations: readonly Operation[] = [
  uploadUsers,
  uploadEvents,
  uploadCatalog,
  uploadRecommendations,
  getUpload,
  downloadUploadErrors,
]
