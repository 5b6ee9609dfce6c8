import Type from 'typebox'
import { tellBusinessEvent } from '../../../domain/automations/business-event.ts'
import { createDefinitionCache } from '../../../domain/automations/definition-cache.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { readLooseInstant } from '../../../kernel/loose-instant.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { Account, contain, container, Format } from '../container.ts'

const definitions = createDefinitionCache()

/** WebEngage › Relays › Save a business event: running automations that are entered by its name begin for their audiences. */
export const saveBusinessEvent = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/business/save-event',
  name: 'saveBusinessEvent',
  summary: 'Tell of something that happened to the business',
  tag: 'Business events',
  scope: 'data-ingestion:write',
  rateLimit: 'business-events',
  versions: ['v2'],
  params: Account,
  query: Format,
  body: Type.Object({
    eventName: Type.String({ minLength: 1, maxLength: 100 }),
    eventTime: Type.Optional(Type.String({ description: 'yyyy-MM-ddTHH:mm:ss±hhmm.' })),
    eventData: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  replies: { 200: container(Type.Object({})) },
  async handle({ caller: { tenant }, body, write, now }) {
    const { eventName: name, eventTime, eventData: data = {} } = body
    if (!isStorableText(name))
      throw inputInvalid([{ field: 'eventName', message: 'must be well-formed text' }])
    const time = eventTime === undefined ? undefined : readLooseInstant(eventTime)
    if (eventTime !== undefined && !time)
      throw inputInvalid([
        { field: 'eventTime', message: 'must be a date-time, such as 2026-03-01T09:00:00+0530' },
      ])
    const told = { name, data: { ...data, ...(time && { eventTime: time.toISOString() }) } }
    await write(tx => tellBusinessEvent(tx, tenant, told, definitions, now))
    return { status: 200, body: contain({}) }
  },
})
