/** What several commands about webhooks read. */
import { type DeliveryState, deliveryStates } from '../domain/webhooks/delivery.ts'
import type { By } from '../domain/webhooks/record-deed.ts'
import type { Webhook } from '../domain/webhooks/webhook.ts'
import type { Clock } from '../kernel/clock.ts'
import { isUuid } from '../kernel/ids.ts'
import { readInstant } from '../kernel/instant.ts'
import { type Arguments, textOption, UsageError } from './command.ts'
import { operator } from './operator.ts'

export function readWebhookId(id: string, slug: string): string {
  if (!isUuid(id)) throw new UsageError(`${id} is not the id of a webhook; see: parley webhook list ${slug}`)
  return id
}

/** Whoever is at the command line. */
export const byOperator = (clock: Clock): By => ({ actor: operator(), wall: clock.wall() })

export const selectionOptions = {
  webhook: { type: 'string' },
  state: { type: 'string' },
  since: { type: 'string' },
  until: { type: 'string' },
} as const

export const selectionHelp = {
  '--webhook <id>': 'Of this webhook. Without it: of all.',
  '--state <state>': `${deliveryStates.join(', ')}. Without it: any.`,
  '--since <time>': "Written at this time of the tenant's clock or later: a date-time with offset.",
  '--until <time>': 'Written before this time.',
}

/** Which deliveries are meant. */
export function readSelection(args: Arguments, slug: string) {
  const webhookId = textOption(args, 'webhook')
  const state = textOption(args, 'state')
  if (state !== undefined && !deliveryStates.includes(state as DeliveryState))
    throw new UsageError(`--state is one of ${deliveryStates.join(', ')}.`)
  return {
    ...(webhookId !== undefined && { webhookId: readWebhookId(webhookId, slug) }),
    ...(state !== undefined && { state: state as DeliveryState }),
    ...timeOption(args, 'since'),
    ...timeOption(args, 'until'),
  }
}

function timeOption(args: Arguments, name: 'since' | 'until') {
  const text = textOption(args, name)
  if (text === undefined) return {}
  const time = readInstant(text, 'offset-required')
  if (!time) throw new UsageError(`--${name} is a date-time such as 2026-01-31T10:00:00Z.`)
  return { [name]: time }
}

export function toLine(webhook: Webhook): string {
  const state = webhook.disabledAt ? 'disabled' : 'enabled '
  const details = [
    webhook.description,
    webhook.eventTypes.length > 0 && `events ${webhook.eventTypes.join(',')}`,
    webhook.schemaIds.length > 0 && `schemas ${webhook.schemaIds.join(',')}`,
    webhook.contactTypes.length > 0 && `contact types ${webhook.contactTypes.join(',')}`,
    Object.keys(webhook.headers).length > 0 && `headers ${Object.keys(webhook.headers).join(',')}`,
    webhook.perSecond !== null && `${webhook.perSecond} per second`,
    webhook.failingSince && `failing since ${webhook.failingSince.toISOString()}`,
    webhook.disabledReason,
  ]
  return [webhook.id, state, webhook.dialect, webhook.url, ...details.filter(Boolean)].join('  ')
}
