import type { Operation } from '../../http/operation.ts'
import { automationOperations } from './automations/operations.ts'
import { businessEventOperations } from './business-events/operations.ts'
import { catalogueOperations } from './catalogues/operations.ts'
import { contactFileOperations } from './contact-files/operations.ts'
import { contactOperations } from './contacts/operations.ts'
import { contentOperations } from './content/operations.ts'
import { definitionOperations } from './definitions/operations.ts'
import { doubleOperations } from './double/operations.ts'
import { feedbackOperations } from './feedback/operations.ts'
import { interactionOperations } from './interactions/operations.ts'
import { messagingOperations } from './messaging/operations.ts'
import { overviewOperations } from './overview/operations.ts'
import { peopleOperations } from './people/operations.ts'
import { purchaseOperations } from './purchases/operations.ts'
import { requestOperations } from './requests/operations.ts'
import { schemaOperations } from './schemas/operations.ts'
import { segmentOperations } from './segments/operations.ts'
import { serviceAccountOperations } from './service-accounts/operations.ts'
import { streamOperations } from './stream/operations.ts'
import { surveyOperations } from './surveys/operations.ts'
import { tenantOperations } from './tenant/operations.ts'
import { timelineOperations } from './timeline/operations.ts'
import { uploadOperations } from './uploads/operations.ts'
import { viewOperations } from './views/operations.ts'
import { webhookOperations } from './webhooks/operations.ts'

/** Everything this dialect can do, area by area. */
export const operations: readonly Operation[] = [
  ...overviewOperations,
  ...contactOperations,
  ...contactFileOperations,
  ...definitionOperations,
  ...timelineOperations,
  ...purchaseOperations,
  ...streamOperations,
  ...schemaOperations,
  ...interactionOperations,
  ...segmentOperations,
  ...messagingOperations,
  ...contentOperations,
  ...automationOperations,
  ...surveyOperations,
  ...feedbackOperations,
  ...businessEventOperations,
  ...catalogueOperations,
  ...uploadOperations,
  ...webhookOperations,
  ...viewOperations,
  ...tenantOperations,
  ...serviceAccountOperations,
  ...peopleOperations,
  ...requestOperations,
  ...doubleOperations,
]
