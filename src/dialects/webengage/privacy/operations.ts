import type { Operation } from '../../../http/operation.ts'
import { deletePrivacyRequest } from './cancelPrivacyRequest.ts'
import { createPrivacyRequest } from './createPrivacyRequest.ts'
import { getPrivacyRequest } from './getPrivacyRequest.ts'

export const privacyOperations: readonly Operation[] = [
  createPrivacyRequest,
  getPrivacyRequest,
  deletePrivacyRequest,
]
