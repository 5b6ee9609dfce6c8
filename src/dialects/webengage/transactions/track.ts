import type { Static } from 'typebox'
import type { Write } from '../../../http/operation.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { isOurs } from '../events/createEvent.ts'
import { takeEvents } from '../events/take-events.ts'
import { readUsers, writeUsers } from '../users/ingest-users.ts'
import type { ReadUser, User } from '../users/translate.ts'
import { checkAddresses, type ManyBody } from './translate.ts'

export interface Tracking {
  readonly userId: string
  readonly eventName: string | undefined
  /** Tokens, one level deep, and where the message goes. */
  readonly data: Readonly<Record<string, unknown>>
  readonly user: ReadUser | undefined
}

/** What is to be noted once the messages are queued: an event, and a change of the user. Adds to `faults`. */
export function readTracking(
  { userId, trackConfig = {}, overrideData }: Static<typeof ManyBody>,
  now: Date,
  faults: Fault[],
): Tracking {
  const { eventName, updateUser } = trackConfig
  const { email, phone, context } = overrideData
  const data = { ...flatten(context?.token ?? {}), ...(phone && { phone }), ...(email && { email }) }
  checkAddresses('trackConfig.updateUser.', updateUser ?? {}, now, faults)
  return { userId, eventName, data, user: updateUser && readUpdate({ ...updateUser, userId }, faults) }
}

function readUpdate(user: User, faults: Fault[]): ReadUser | undefined {
  try {
    return readUsers([user], () => 'trackConfig.updateUser.')[0]
  } catch (error) {
    faults.push(...((error as { data?: { faults?: Fault[] } }).data?.faults ?? []))
    return undefined
  }
}

/** `{a: {b: 1}, c: 2}` becomes `{'a.b': 1, c: 2}`: one level, no deeper. */
function flatten(token: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(token).flatMap(([name, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, member]) => [`${name}.${inner}`, member])
        : [[name, value]],
    ),
  )
}

type Taking = Parameters<typeof takeEvents>[0] & { readonly write: Write }

/** First the event, then the user: neither holds up the other. */
export async function track(
  request: Taking,
  { userId, eventName, data, user }: Tracking,
  { txnId, ttl }: { txnId: string; ttl: number },
): Promise<void> {
  const { caller, write, now } = request
  if (eventName !== undefined && !isOurs(eventName)) {
    const event = {
      identity: { kind: 'userId', value: userId } as const,
      name: eventName,
      time: now,
      data: { ...data, txnId, ttl },
    }
    await takeEvents(request, [{ ...event, body: JSON.stringify(event) }], () => '')
  }
  if (user) await write(tx => writeUsers(tx, caller.tenant, [user], () => '', now))
}
