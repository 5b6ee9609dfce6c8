import { couriers } from '../channels/couriers.ts'
import { acceptedCounter, rejectedCounter } from '../domain/interactions/counters.ts'
import { removals } from '../domain/interactions/removals.ts'
import { segmentEvents, segmentInteractions } from '../domain/segments/follow-log.ts'
import { erasures } from '../domain/triggers/erasures.ts'
import { webhookConsumers } from '../domain/webhooks/write-deliveries.ts'
import type { Consumer } from '../storage/log/consumer.ts'
import { type ConsumerLoop, startConsumer } from '../storage/log/consumer-loop.ts'
import { createCourtesy } from '../storage/log/courtesy.ts'
import { automationCallsLoop } from './automation-caller.ts'
import { automationLogConsumers, definitions } from './automation-definitions.ts'
import { automationOccasionsLoop } from './automation-occasions.ts'
import { startAutomationRunner } from './automation-runner.ts'
import { keepBodiesLoop } from './body-keeper.ts'
import { campaignsLoop } from './campaign-recipients.ts'
import { cartsLoop } from './carts.ts'
import { contactJobsLoop } from './contact-jobs.ts'
import { fileExportsLoop } from './file-exports.ts'
import { housekeepingLoop, statisticsLoop, tidyLoop } from './housekeeping.ts'
import { forgetSendsLoop } from './message-retention.ts'
import { orderJobsLoop } from './order-jobs.ts'
import type { WorkerParts } from './parts.ts'
import { privacyRequestsLoop } from './privacy-requests.ts'
import { returnedMailLoop } from './returned-mail.ts'
import { segmentsLoop } from './segment-worker.ts'
import { startMessageSender } from './send-messages.ts'
import { messageSenderDefaults } from './send-options.ts'
import { transactionsLoop } from './transactions.ts'
import { uploadsLoop } from './uploads.ts'
import { webhookFaces } from './webhook-faces.ts'
import { forgetDeliveriesLoop } from './webhook-retention.ts'
import { startWebhookSender } from './webhook-sender.ts'

/** Everything that follows from the logs. */
export const consumers: readonly Consumer[] = [
  acceptedCounter,
  rejectedCounter,
  removals,
  erasures,
  segmentInteractions,
  segmentEvents,
  ...automationLogConsumers,
  ...webhookConsumers(webhookFaces),
]

export interface Workers {
  stop(): Promise<void>
}

/** Starts all that works in the background: the consumers of the logs and the loops that keep house. */
export function startWorkers(parts: WorkerParts): Workers {
  const { database, signal, onError } = parts
  const courtesy = createCourtesy(() => parts.isPressed?.() ?? false)
  const loops: ConsumerLoop[] = [
    ...consumers.map(consumer =>
      startConsumer(database.db, consumer, signal, error => onError(error, consumer.name), courtesy),
    ),
    cartsLoop(parts),
    contactJobsLoop(parts),
    fileExportsLoop(parts),
    uploadsLoop(parts),
    keepBodiesLoop(parts),
    housekeepingLoop(parts),
    statisticsLoop(parts),
    orderJobsLoop(parts),
    privacyRequestsLoop(parts),
    transactionsLoop(parts),
    segmentsLoop(parts),
    startAutomationRunner(parts, definitions),
    automationCallsLoop(parts),
    automationOccasionsLoop(parts),
    startWebhookSender(parts, parts.webhooks),
    startMessageSender(parts, couriers, parts.messages),
    campaignsLoop(parts),
    returnedMailLoop(parts, couriers, { ...messageSenderDefaults, ...parts.messages }),
    forgetDeliveriesLoop(parts),
    forgetSendsLoop(parts),
    ...(database.kind === 'embedded' ? [tidyLoop(parts)] : []),
  ]
  return {
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}
