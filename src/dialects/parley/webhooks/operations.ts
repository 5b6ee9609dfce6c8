import type { Operation } from '../../../http/operation.ts'
import { createWebhook } from './createWebhook.ts'
import { disableWebhook } from './disableWebhook.ts'
import { enableWebhook } from './enableWebhook.ts'
import { getDelivery } from './getDelivery.ts'
import { getWebhook } from './getWebhook.ts'
import { listDeliveries } from './listDeliveries.ts'
import { listWebhooks } from './listWebhooks.ts'
import { replayDeliveries } from './replayDeliveries.ts'
import { rotateWebhookSecret } from './rotateWebhookSecret.ts'

export const webhookOperations: readonly Operation[] = [
  listWebhooks,
  createWebhook,
  getWebhook,
  disableWebhook,
  enableWebhook,
  rotateWebhookSecret,
  listDeliveries,
  getDelivery,
  replayDeliveries,
]
