import type { Answer } from '../../api/ask.ts'
import type { Tone } from '../../kit/StateBadge.tsx'
import { webhookStates } from '../../kit/webhook-states.ts'

export type Webhook = Answer<'getWebhook'>
export type Health = Answer<'listWebhookHealth'>['items'][number]
export type Delivery = Answer<'listDeliveries'>['items'][number]
export type Attempt = Delivery['attempts'][number]

/** Whether what is told reaches whoever listens. */
export function stateOf({ disabledAt, failingSince }: Pick<Webhook, 'disabledAt' | 'failingSince'>) {
  if (disabledAt) return webhookStates.disabled
  return failingSince ? webhookStates.failing : webhookStates.enabled
}

/** A delivery that was tried and is tried again is told apart from one that is not due yet. */
export function deliveryStateOf({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): {
  readonly word: string
  readonly tone: Tone
} {
  if (state === 'delivered') return { word: 'delivered', tone: 'good' }
  if (state === 'failed') return { word: 'given up', tone: 'bad' }
  return attempts.length > 0 ? { word: 'retrying', tone: 'warning' } : { word: 'waiting', tone: 'busy' }
}

/** What came of an attempt, in a few words. */
export const outcomeOf = ({ status, problem }: Pick<Attempt, 'status' | 'problem'>): string =>
  [status, problem].filter(part => part !== null).join(', ') || 'no answer'

export const isSuccess = ({ status, problem }: Pick<Attempt, 'status' | 'problem'>): boolean =>
  problem === null && status !== null && status >= 200 && status < 300

/** For people: what it is for, or else where it leads. */
export const nameOf = ({ description, url }: Pick<Webhook, 'description' | 'url'>): string =>
  description || url
