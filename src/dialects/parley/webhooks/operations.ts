import type { Operation } from '../../../http/operation.ts'
import { countDeliveries } from './countDeliveries.ts'
import { createWebhook } from './createWebhook.ts'
import { deleteWebhook } from './deleteWebhook.ts'
import { disableWebhook } from './disableWebhook.ts'
import { enableWebhook } from './enableWebhook.ts'
import { getDelivery } from './getDelivery.ts'
import { getWebhook } from './getWebhook.ts'
import { listDeliveries } from './listDeliveries.ts'
import { listEventTypes } from './listEventTypes.ts'
import { listWebhookHealth } from './listWebhookHealth.ts'
import { listWebhooks } from './listWebhooks.ts'
import { replayDeliveries } from './replayDeliveries.ts'
import { retryDelivery } from './retryDelivery.ts'
import { rotateWebhookSecret } from './rotateWebhookSecret.ts'
import { testWebhook } from './testWebhook.ts'
import { updateWebhook } from './updateWebhook.ts'

export const webhookOperations: readonly Operation[] = [
  listWebhooks,
  listWebhookHealth,
  createWebhook,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  disableWebhook,
  enableWebhook,
  rotateWebhookSecret,
  testWebhook,
  listDeliveries,
  countDeliveries,
  getDelivery,
  retryDelivery,
  replayDeliveries,
  listEventTypes,
]
