/**
 * WebEngage › Webhooks: what is posted about surveys and feedback, with the body of the matching GET, in JSON or XML; and
 * about events of users and the life of journeys, in JSON. The address says the event type and the license code, and with a
 * digest who sends. Only 200 counts as delivered.
 */
import { createHash } from 'node:crypto'
import type { FeedbackField, FeedbackReply } from '../../../domain/feedback/feedback.ts'
import type { Answer } from '../../../domain/surveys/answer.ts'
import type { Activity, CustomData } from '../../../domain/surveys/response.ts'
import {
  type EventFact,
  type EventType,
  interactionFact,
  type Message,
  type WebhookFace,
  type WebhookTenant,
} from '../../../domain/webhooks/face.ts'
import { contain } from '../container.ts'
import { toWireFeedback, toWireReply } from '../feedback/translate.ts'
import { licenseCodeOf } from '../license-code.ts'
import { toWireResponse } from '../surveys/translate.ts'
import { toXml } from '../xml.ts'
import {
  type EventBody,
  journeyEventOf,
  journeyFacts,
  toApplicationEvent,
  toJourneyEvent,
  toSystemEvent,
} from './event-bodies.ts'
import { systemEventOf, systemEvents } from './system-events.ts'

type Data = EventFact['data']

/** What the facts have under `data`. Null once the contact is erased. */
interface Told {
  readonly publicUrl: string | null
  readonly customData: CustomData
  readonly activity: Activity
}

/** By event type: the fact it is made of, and the body. Where the server is reached is not always known: then a path stands there. */
const kinds = {
  SURVEY_RESPONSE_SUBMIT: {
    fact: 'survey.answered',
    toBody({ responseId, surveyId, title, data }: Data, at: Date, licenseCode: string) {
      const told = data as Told & { readonly answers: readonly Answer[] }
      const response = { id: String(responseId), surveyId: String(surveyId), title: String(title), ...told }
      return toWireResponse({ ...response, submittedAt: at }, licenseCode, toUrl(told))
    },
  },
  FEEDBACK_SUBMIT: {
    fact: 'feedback.submitted',
    toBody({ feedbackId, data }: Data, at: Date, licenseCode: string) {
      const told = data as Told & { readonly fields: readonly FeedbackField[] }
      const feedback = { id: String(feedbackId), ...told, submittedAt: at }
      return toWireFeedback(feedback, [], { licenseCode, toUrl: toUrl(told) })
    },
  },
  FEEDBACK_REPLY_SUBMIT: {
    fact: 'feedback.replied',
    toBody({ replyId, writtenBy, data }: Data, at: Date, licenseCode: string) {
      const told = data as Told & Pick<FeedbackReply, 'email' | 'name' | 'text' | 'attachments'>
      const reply = { ...told, id: String(replyId), writtenBy: writtenBy as FeedbackReply['writtenBy'] }
      return toWireReply({ ...reply, repliedAt: at }, { licenseCode, toUrl: toUrl(told) })
    },
  },
} as const
type Kind = keyof typeof kinds

/** Every interaction: which of them is for the webhook to say, by their schemas. */
const applicationEvent = 'APPLICATION_EVENT'

const toUrl =
  ({ publicUrl }: Told) =>
  (path: string) =>
    `${publicUrl ?? ''}${path}`

export const webengageFace: WebhookFace = {
  dialect: 'webengage',
  eventTypes: [
    ...Object.entries(kinds).map(([name, { fact }]) => ({ name, isDefault: true, facts: [fact] })),
    ...toEventTypes(systemEvents, 'SYSTEM_EVENT'),
    { name: applicationEvent, isDefault: false, isJsonOnly: true, facts: [interactionFact] },
    ...toEventTypes(journeyFacts, 'JOURNEY_EVENT'),
  ],
  namesUsers: true,
  formats: ['json', 'xml'],
  deliveredStatus: 200,

  ofEvent(fact: EventFact): readonly Message[] {
    const { type, data, at } = fact
    const kind = Object.keys(kinds).find(name => kinds[name as Kind].fact === type)
    const system = systemEventOf(fact)
    const journey = journeyEventOf(fact)
    return [
      ...(kind !== undefined && data.data ? [{ eventType: kind, payload: { data, at } }] : []),
      ...(system === undefined ? [] : [toMessage(system, toSystemEvent(system, fact))]),
      ...(journey === undefined ? [] : [toMessage(journey, toJourneyEvent(fact))]),
    ]
  },

  ofInteraction: fact => [toMessage(applicationEvent, toApplicationEvent(fact))],

  envelope({ eventType, payload }, _messageId, tenant, format) {
    if (isEvent(payload)) return JSON.stringify({ ...payload.event, license_code: licenseCodeOf(tenant) })
    const body = Object.hasOwn(kinds, eventType)
      ? bodyOf(eventType as Kind, payload, tenant)
      : contain(payload)
    return format === 'xml' ? toXml(body) : JSON.stringify(body)
  },

  introduce: ({ eventType, messageId, secret, tenant }) => {
    const licenseCode = licenseCodeOf(tenant)
    const digest = createHash('md5').update(`${licenseCode}:${secret}`).digest('hex')
    return {
      query: { eventType, licenseCode, secret: digest },
      headers: { 'x-request-id': toRequestId(messageId) },
    }
  },

  /** Whatever the receiver knows already. */
  isSecret: text => /^[\x21-\x7e]{1,200}$/.test(text),
}

const toMessage = (eventType: string, event: EventBody): Message => ({ eventType, payload: { event } })

const isEvent = (payload: Message['payload']): payload is { readonly event: EventBody } => 'event' in payload

function toEventTypes(events: ReadonlyMap<string, readonly string[]>, group: string): EventType[] {
  return [...events].map(([name, facts]) => ({ name, isDefault: false, isJsonOnly: true, group, facts }))
}

function bodyOf(eventType: Kind, payload: Message['payload'], tenant: WebhookTenant) {
  const { data, at } = payload as { data: Data; at: Date }
  return contain(kinds[eventType].toBody(data, at, licenseCodeOf(tenant)))
}

/** Hexadecimal digits, the same for the same message. */
const toRequestId = (messageId: string) => createHash('sha256').update(messageId).digest('hex').slice(0, 32)
