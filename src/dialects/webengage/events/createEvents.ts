import Type from 'typebox'
import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { Account, Format, Queued, queued } from '../container.ts'
import { isOurs } from './createEvent.ts'
import { takeEvents } from './take-events.ts'
import { EventModel, readEvent } from './translate.ts'

const placeOf = (index: number) => `events.${index}.`

/** WebEngage › Bulk events. One that is refused is named, and then none is stored. */
export const createEvents = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/bulk-events',
  name: 'createEvents',
  summary: 'Store up to 25 events',
  tag: 'Events',
  scope: 'data-ingestion:write',
  rateLimit: 'bulk-events',
  versions: ['v1'],
  params: Account,
  query: Format,
  body: Type.Object({ events: Type.Array(EventModel, { minItems: 1, maxItems: 25 }) }),
  bodyLimit: 5 * 1024 * 1024,
  replies: { 200: Queued, 201: Queued },
  async handle(request) {
    const { caller, body, now } = request
    const faults: Fault[] = []
    const events = body.events.map((event, index) => ({
      ...readEvent(event, placeOf(index), now, faults),
      body: JSON.stringify(event),
    }))
    if (faults.length > 0) throw inputInvalid(faults)
    const own = events.flatMap((event, index) => (isOurs(event.name) ? [] : [{ event, index }]))
    const refusal = await takeEvents(
      request,
      own.map(({ event }) => event),
      place => placeOf(own[place]!.index),
    )
    return refusal ?? { status: Number(caller.tenant.settings.queuedStatus), body: queued }
  },
})
