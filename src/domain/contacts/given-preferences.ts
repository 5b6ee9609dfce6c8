import type { Fault } from '../../kernel/domain-error.ts'
import { type Channel, channels } from './contact.ts'

export interface GivenPreference {
  readonly channel: Channel
  readonly accepts: boolean
}

/** Reads the preferences of a request, a boolean by channel; others are passed over. Adds to `faults`. */
export function readPreferences(input: unknown, faults: Fault[]): GivenPreference[] {
  if (input === undefined || input === null) return []
  if (typeof input !== 'object' || Array.isArray(input)) {
    faults.push({ field: 'preferences', message: 'must be an object' })
    return []
  }
  const given = input as Readonly<Record<string, unknown>>
  return channels.flatMap(channel => {
    const accepts = Object.hasOwn(given, channel) ? given[channel] : undefined
    if (accepts === undefined) return []
    if (typeof accepts === 'boolean') return [{ channel, accepts }]
    faults.push({ field: `preferences.${channel}`, message: 'must be true or false' })
    return []
  })
}
