import type { Consumer } from '../../storage/log/consumer.ts'
import { eraseSent } from './triggers.sql.ts'

/** So many facts are erased in one transaction. */
const portion = 2000

/** Facts that hold what a client sent of a contact, as it was sent, or what it was: under `order`, `data`, `was` and `now`. */
const types = [
  'contact.created',
  'contact.updated',
  'order.registered',
  'order.action-taken',
  'custom-trigger.triggered',
  'survey.answered',
  'feedback.submitted',
  'feedback.replied',
]

/** Takes what was sent of deleted contacts out of the log: the facts stay, without what may be personal. */
export const erasures: Consumer = {
  name: 'erasures',
  log: 'events',
  stretchLength: 1000,
  pauseMs: 200,
  async handle(tx, stretch) {
    return (await eraseSent(tx, stretch, types, portion)) < portion ? undefined : 'unfinished'
  },
}
