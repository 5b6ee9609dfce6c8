import { acceptedCounter, rejectedCounter } from '../domain/interactions/counters.ts'
import { removals } from '../domain/interactions/removals.ts'
import { erasures } from '../domain/triggers/erasures.ts'
import { webhookConsumers } from '../domain/webhooks/write-deliveries.ts'
import type { Consumer } from '../storage/log/consumer.ts'
import { type ConsumerLoop, startConsumer } from '../storage/log/consumer-loop.ts'
import { createCourtesy } from '../storage/log/courtesy.ts'
import { keepBodiesLoop } from './body-keeper.ts'
import { cartsLoop } from './carts.ts'
import { contactJobsLoop } from './contact-jobs.ts'
import { housekeepingLoop, tidyLoop } from './housekeeping.ts'
import { orderJobsLoop } from './order-jobs.ts'
import type { WorkerParts } from './parts.ts'
import { webhookFaces } from './webhook-faces.ts'
import { forgetDeliveriesLoop } from './webhook-retention.ts'
import { startWebhookSender } from './webhook-sender.ts'

/** Everything that follows from the logs. */
export const consumers: readonly Consumer[] = [
  acceptedCounter,
  rejectedCounter,
  removals,
  erasures,
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
    keepBodiesLoop(parts),
    housekeepingLoop(parts),
    orderJobsLoop(parts),
    startWebhookSender(parts, parts.webhooks),
    forgetDeliveriesLoop(parts),
    ...(database.kind === 'embedded' ? [tidyLoop(parts)] : []),
  ]
  return {
    async stop() {
      await Promise.all(loops.map(loop => loop.stop()))
    },
  }
}
