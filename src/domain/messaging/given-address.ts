import { normaliseKey } from '../contacts/keys.ts'

/** In the context of a send: where it goes instead of to the contact's own address. No template sees it. */
export const addressName = 'overrideAddress'

/** In normal form; nothing when there is none that fits the channel. */
export function givenAddress(
  context: Readonly<Record<string, unknown>>,
  channel: string,
  now: Date,
): string | undefined {
  const text = Object.hasOwn(context, addressName) ? context[addressName] : undefined
  return typeof text === 'string' ? readAddress(text, channel, now) : undefined
}

export function readAddress(text: string, channel: string, now: Date): string | undefined {
  if (channel === 'email') return normaliseKey('email', text, { now })
  return channel === 'sms' || channel === 'whatsapp' ? normaliseKey('mobilePhone', text, { now }) : undefined
}
