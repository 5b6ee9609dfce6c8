import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { normalisePhone } from '../contacts/phone-number.ts'
import type { CourierKind, CourierOptions, Handover, OutgoingMessage } from './courier.ts'
import type { Device } from './device.ts'
import type { Provider } from './provider.ts'
import { isDeviceChannel } from './send-channel.ts'

const text = 'This is a test of how messages are sent. It came, so the settings are right.'

/**
 * Hands one message over to a provider, beside the queue: it is no send, and nothing of it is kept. Also by one that is
 * disabled. `to` is an address of the channel; push goes to `devices`, and what leads to the company needs neither.
 * Throws `input-invalid` for an address that is none, for push without a device, and for a provider that only captures.
 */
export async function testProvider(
  provider: Provider,
  to: string,
  devices: readonly Device[],
  kinds: readonly CourierKind[],
  options: CourierOptions,
): Promise<Handover> {
  const kind = kinds.find(({ name }) => name === provider.kind)
  if (!kind)
    throw inputInvalid([{ field: 'providerId', message: 'captures messages: there is nothing to try' }])
  const address = readAddress(provider, to, devices)
  const courier = kind.open(provider.settings, 1, options)
  try {
    return await courier.deliver(messageTo(address, provider, devices))
  } finally {
    courier.close()
  }
}

function readAddress({ channel }: Provider, to: string, devices: readonly Device[]): string {
  if (channel === 'webhook') return ''
  if (isDeviceChannel(channel)) {
    const [newest] = devices
    if (newest) return newest.address
    throw inputInvalid([{ field: 'to', message: 'must be a contact with a device on this channel' }])
  }
  const address = channel === 'email' ? normaliseEmail(to) : normalisePhone(to)
  if (address !== undefined) return address
  const wanted = channel === 'email' ? 'an e-mail address' : 'a phone number such as +46701234567'
  throw inputInvalid([{ field: 'to', message: `must be ${wanted}` }])
}

const messageTo = (to: string, { channel }: Provider, devices: readonly Device[]): OutgoingMessage => ({
  sendId: newId(),
  contactId: newId(),
  channel,
  to,
  toName: null,
  devices,
  from: null,
  subject: channel === 'sms' || channel === 'whatsapp' ? null : 'Test message',
  html: channel === 'email' ? `<p>${text}</p>` : null,
  text,
  payload: null,
  headers: {},
  isTransactional: true,
})
