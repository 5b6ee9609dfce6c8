/** WebEngage › Webhooks: the bodies of events of users and of the life of journeys. They are JSON alone. */

import type { EventFact, InteractionFact, UserNames } from '../../../domain/webhooks/face.ts'
import { toNumericOffset } from '../../../kernel/loose-instant.ts'

/** As it is posted, but for the license code. */
export type EventBody = Readonly<Record<string, unknown>>

const nobody: UserNames = { userId: null, anonymousId: null }

const toEventBody = (
  name: string,
  category: 'system' | 'application',
  at: Date,
  { userId, anonymousId }: UserNames,
  eventData: object,
  systemData: object,
): EventBody => ({
  event_name: name,
  category,
  event_time: toNumericOffset(at),
  user_id: userId,
  anonymous_id: anonymousId,
  event_data: eventData,
  system_data: systemData,
})

export const toApplicationEvent = ({ schemaId, createdDate, payload, user }: InteractionFact): EventBody =>
  toEventBody(schemaId, 'application', createdDate, user ?? nobody, payload, {})

interface Origin {
  readonly id: string
  readonly step?: string
}

/** Of a message, from where it came: the campaign or journey, the template as its variation, and the step. */
export function toSystemEvent(name: string, { data, at, user }: EventFact): EventBody {
  const { sendId, templateId, origin, reason, url, responseId, surveyId, feedbackId, automationId } = data
  const of = origin as Origin | undefined
  const eventData = {
    message_id: sendId,
    reason,
    link: url,
    survey_response_id: responseId,
    feedback_id: feedbackId,
  }
  const systemData = { id: of?.id ?? surveyId ?? automationId, variation_id: templateId, scope: of?.step }
  return toEventBody(name, 'system', at, user ?? nobody, defined(eventData), defined(systemData))
}

const defined = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== null))

/** By what happens to an automation: what the vendor calls it, and its state then. */
const journeyEvents: Readonly<Record<string, readonly [name: string, status: string | null]>> = {
  'automation.created': ['journey_created', 'DRAFT'],
  'automation.updated': ['journey_updated', null],
  'automation.started': ['journey_activated', 'ACTIVE'],
  'automation.paused': ['journey_paused', 'PAUSED'],
  'automation.resumed': ['journey_resumed', 'ACTIVE'],
  'automation.stopped': ['journey_stopped', 'STOPPED'],
  'automation.deleted': ['journey_deleted', 'DELETED'],
}

/** The facts of which each event of a journey is made. */
export const journeyFacts: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(journeyEvents).map(([fact, [name]]) => [name, [fact]]),
)

export const journeyEventOf = ({ type }: EventFact): string | undefined => journeyEvents[type]?.[0]

/** The vendor names who did it by the e-mail address; of a deed that was done with a key nobody is named. */
export function toJourneyEvent({ type, data, at }: EventFact): EventBody {
  const [name, status] = journeyEvents[type]!
  const time = toNumericOffset(at)
  const email = emailOf(data.actor)
  return {
    category: 'account',
    resource: 'Journey',
    version: 1,
    event_name: name,
    event_time: time,
    user_id: email,
    event_data: {
      id: data.automationId,
      name: data.name,
      ...(status !== null && { status }),
      ...(type === 'automation.created' && { createdBy: email, creationTime: time }),
      ...(type === 'automation.started' && { activatedBy: email, activationTime: time }),
      tags: [],
    },
  }
}

const emailOf = (actor: unknown): string | null => /^person:(.+)$/.exec(String(actor))?.[1] ?? null
