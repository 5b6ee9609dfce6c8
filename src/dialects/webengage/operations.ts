import type { Operation } from '../../http/operation.ts'
import { businessOperations } from './business/operations.ts'
import { campaignOperations } from './campaigns/operations.ts'
import { eventOperations } from './events/operations.ts'
import { feedbackOperations } from './feedback/operations.ts'
import { privacyOperations } from './privacy/operations.ts'
import { takeStatusNotification } from './providers/takeStatusNotification.ts'
import { surveyOperations } from './surveys/operations.ts'
import { transactionOperations } from './transactions/operations.ts'
import { uploadOperations } from './uploads/operations.ts'
import { userOperations } from './users/operations.ts'

/** Everything this dialect can do. */
export const operations: readonly Operation[] = [
  ...userOperations,
  ...eventOperations,
  ...privacyOperations,
  ...transactionOperations,
  takeStatusNotification,
  ...campaignOperations,
  ...businessOperations,
  ...surveyOperations,
  ...feedbackOperations,
  ...uploadOperations,
]
