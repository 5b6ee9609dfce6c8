import { operation } from '../../../http/operation.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { Account, Format, Queued, queued } from '../container.ts'
import { takeEvents } from './take-events.ts'
import { EventModel, readEvent } from './translate.ts'

const here = () => ''

/** WebEngage › Events › Track events. Answered when it is committed. */
export const createEvent = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/events',
  name: 'createEvent',
  summary: 'Store an event of a user',
  tag: 'Events',
  scope: 'data-ingestion:write',
  rateLimit: 'events',
  versions: ['v1'],
  params: Account,
  query: Format,
  body: EventModel,
  bodyLimit: 1024 * 1024,
  replies: { 200: Queued, 201: Queued },
  async handle(request) {
    const { caller, body, rawBody, now } = request
    const faults: Fault[] = []
    const event = readEvent(body, '', now, faults)
    if (faults.length > 0) throw inputInvalid(faults)
    const refusal = isOurs(event.name)
      ? undefined
      : await takeEvents(request, [{ ...event, body: rawBody }], here)
    return refusal ?? { status: Number(caller.tenant.settings.queuedStatus), body: queued }
  },
})

/** The vendor's own names are passed over, not refused. */
export const isOurs = (name: string) => name.startsWith('we_')
