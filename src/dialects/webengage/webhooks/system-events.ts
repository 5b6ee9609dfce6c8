/**
 * What happens to messages and devices, by the vendor's backend names. Handed over and arrived are told apart: of SMS and
 * WhatsApp the vendor calls the former accepted and the latter sent.
 */
import type { EventFact } from '../../../domain/webhooks/face.ts'

type Data = EventFact['data']

/** By what became of a message: the name on each channel. */
const messageEvents: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'message.queued': {
    email: 'email_queued',
    sms: 'sms_queued',
    whatsapp: 'whatsapp_queued',
    push: 'push_notification_queued',
    webPush: 'push_notification_queued',
  },
  'message.sent': {
    email: 'email_sent',
    sms: 'sms_accepted',
    whatsapp: 'whatsapp_accepted',
    push: 'gcm_notification_response',
    webPush: 'push_notification_accepted',
  },
  'message.delivered': {
    email: 'email_delivered',
    sms: 'sms_sent',
    whatsapp: 'whatsapp_sent',
    push: 'push_notification_received',
  },
  'message.bounced': { email: 'email_bounce', sms: 'sms_failed', whatsapp: 'whatsapp_failed' },
  'message.opened': {
    email: 'email_open',
    whatsapp: 'whatsapp_read',
    push: 'push_notification_view',
    webPush: 'push_notification_view',
    inApp: 'notification_view',
    onSite: 'notification_view',
  },
  'message.clicked': {
    email: 'email_click',
    sms: 'sms_click',
    whatsapp: 'whatsapp_click',
    push: 'push_notification_click',
    webPush: 'push_notification_click',
    inApp: 'notification_click',
    onSite: 'notification_click',
  },
  'message.complained': { email: 'email_spam' },
  'message.dismissed': {
    push: 'push_notification_close',
    webPush: 'push_notification_close',
    inApp: 'notification_close',
    onSite: 'notification_close',
  },
}

/** Of messages that were not handed over, and of those that then did not arrive. */
const rejected = {
  email: 'email_rejected',
  sms: 'sms_rejected',
  whatsapp: 'whatsapp_rejected',
  push: 'push_notification_rejected',
  webPush: 'push_notification_rejected',
} as const
const failed = { sms: 'sms_failed', whatsapp: 'whatsapp_failed' } as const
const failureTypes = ['message.failed', 'message.suppressed']

const others: Readonly<Record<string, readonly string[]>> = {
  'contact.updated': ['email_unsubscribe', 'email_resubscribe'],
  'device.added': ['gcm_registered', 'push_notification_registered'],
  'device.removed': ['push_notification_unregistered'],
  'survey.answered': ['survey_submit'],
  'feedback.submitted': ['feedback_submit'],
  'automation.run.ended': ['goal_accomplish'],
}

/** The facts of which each system event is made. */
export const systemEvents: ReadonlyMap<string, readonly string[]> = new Map(
  [
    ...Map.groupBy(
      [
        ...Object.entries(messageEvents).flatMap(([type, names]) =>
          Object.values(names).map(name => [name, type] as const),
        ),
        ...failureTypes.flatMap(type => Object.values(rejected).map(name => [name, type] as const)),
        ...Object.values(failed).map(name => [name, 'message.failed'] as const),
        ...Object.entries(others).flatMap(([type, names]) => names.map(name => [name, type] as const)),
      ],
      ([name]) => name,
    ),
  ].map(([name, pairs]) => [name, [...new Set(pairs.map(([, type]) => type))]]),
)

/** What a fact is called, if it has a name. */
export function systemEventOf({ type, data }: EventFact): string | undefined {
  if (type.startsWith('message.')) return messageEventOf(type, data)
  if (type === 'contact.updated') return subscriptionOf(data)
  if (type === 'device.added')
    return data.channel === 'webPush' ? 'push_notification_registered' : 'gcm_registered'
  if (type === 'device.removed')
    return data.channel === 'webPush' ? 'push_notification_unregistered' : undefined
  if (type === 'automation.run.ended') return data.reason === 'goal' ? 'goal_accomplish' : undefined
  return others[type]?.[0]
}

function messageEventOf(type: string, { channel, reason }: Data): string | undefined {
  const isLate = type === 'message.failed' && reason === 'not-delivered'
  const names = isLate ? failed : failureTypes.includes(type) ? rejected : messageEvents[type]
  return names && Object.hasOwn(names, String(channel))
    ? (names as Readonly<Record<string, string>>)[String(channel)]
    : undefined
}

function subscriptionOf({ preferences }: Data): string | undefined {
  const { email } = (preferences ?? {}) as { readonly email?: unknown }
  if (typeof email !== 'boolean') return undefined
  return email ? 'email_resubscribe' : 'email_unsubscribe'
}
