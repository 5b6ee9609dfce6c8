import { type Figure, readFigure, readName } from './figure.ts'
import { fieldAt, hasField, hasOnly, type Place, readOneOf } from './rule-input.ts'
import { readWindow, type Window } from './window.ts'

/** What happened to messages that were sent to a contact, as the log tells it: each event counts. */
export const messageHappenings = [
  'queued',
  'sent',
  'delivered',
  'opened',
  'clicked',
  'bounced',
  'failed',
  'complained',
  'dismissed',
  'suppressed',
] as const
export type MessageHappening = (typeof messageHappenings)[number]

export interface MessagesRule {
  readonly kind: 'messages'
  readonly what: MessageHappening
  readonly channel?: string
  readonly templateId?: string
  readonly within?: Window
  readonly has: Figure
}

export function readMessagesRule(place: Place): MessagesRule {
  hasOnly(place, ['kind', 'what', 'channel', 'templateId', 'within', 'has'])
  return {
    kind: 'messages',
    what: readOneOf(fieldAt(place, 'what'), messageHappenings),
    ...(hasField(place, 'channel') && { channel: readName(fieldAt(place, 'channel')) }),
    ...(hasField(place, 'templateId') && { templateId: readName(fieldAt(place, 'templateId')) }),
    ...(hasField(place, 'within') && { within: readWindow(fieldAt(place, 'within')) }),
    has: readFigure(fieldAt(place, 'has')),
  }
}
