import Type, { type Static } from 'typebox'
import type { Identity } from '../../../domain/contacts/identity.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { readPastTime } from '../read-time.ts'
import { readIdentity } from '../users/identity.ts'

const text = (description: string) =>
  Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], description }))

/** Unknown fields are passed over. */
export const EventModel = Type.Object({
  userId: text('Of a user whom you know, at most 100 characters. One that is not there is made.'),
  anonymousId: text('Of one whom you do not. Passed over beside a userId.'),
  eventName: text('What happened, at most 50 characters.'),
  eventTime: text('yyyy-MM-ddTHH:mm:ss±hhmm; without it, now. At most a day ahead.'),
  eventData: Type.Optional(
    Type.Unsafe<Readonly<Record<string, unknown>> | null>({
      type: ['object', 'null'],
      description: 'What else is to be said of it. The first value of a name decides its type.',
    }),
  ),
})

export type Event = Static<typeof EventModel>

export interface ReadEvent {
  readonly identity: Identity
  readonly name: string
  readonly time: Date
  readonly data: Readonly<Record<string, unknown>>
}

const longestName = 50
const none = {}

/** Reads one event. Throws `identity-missing`; what else is wrong is added to `faults`, under `place`. */
export function readEvent(event: Event, place: string, now: Date, faults: Fault[]): ReadEvent {
  const identity = readIdentity(event, place, faults)
  const fault = (field: string, message: string) => void faults.push({ field: `${place}${field}`, message })
  const name = event.eventName?.trim() ?? ''
  if (name === '') fault('eventName', 'cannot be empty.')
  else if (name.length > longestName || !isStorableText(name))
    fault('eventName', `must be a text of at most ${longestName} characters`)
  const time = readPastTime(`${place}eventTime`, event.eventTime, now, faults)
  const data = event.eventData ?? none
  checkData(data, fault)
  return { identity, name, time, data }
}

function checkData(
  data: Readonly<Record<string, unknown>>,
  fault: (field: string, message: string) => void,
): void {
  for (const name in data) {
    const value = data[name]
    if (name === '' || name.length > longestName)
      fault(`eventData.${name.slice(0, longestName)}`, `must have a name of 1 to ${longestName} characters`)
    if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value))
      fault(
        `eventData.${name.slice(0, longestName)}`,
        'is an integer that cannot be kept exactly: send a text',
      )
  }
}
