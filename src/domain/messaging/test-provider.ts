import { inputInvalid } from '../../kernel/domain-error.ts'
import { newId } from '../../kernel/ids.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { normalisePhone } from '../contacts/phone-number.ts'
import type { CourierKind, CourierOptions, Handover, OutgoingMessage } from './courier.ts'
import type { Provider } from './provider.ts'

const text = 'This is a test of how messages are sent. It came, so the settings are right.'

/**
 * Hands one message over to a provider, beside the queue: it is no send, and nothing of it is kept. Also by one that is
 * disabled. Throws `input-invalid` for an address that is none, and for channels that cannot be tried so.
 */
export async function testProvider(
  provider: Provider,
  to: string,
  kinds: readonly CourierKind[],
  options: CourierOptions,
): Promise<Handover> {
  const address = readAddress(provider, to)
  const kind = kinds.find(({ name }) => name === provider.kind)
  if (!kind)
    throw inputInvalid([{ field: 'providerId', message: 'captures messages: there is nothing to try' }])
  const courier = kind.open(provider.settings, 1, options)
  try {
    return await courier.deliver(messageTo(address, provider))
  } finally {
    courier.close()
  }
}

function readAddress({ channel }: Provider, to: string): string {
  if (channel !== 'email' && channel !== 'sms')
    throw inputInvalid([{ field: 'providerId', message: 'is tried by a message to a contact of yours' }])
  const address = channel === 'email' ? normaliseEmail(to) : normalisePhone(to)
  if (address !== undefined) return address
  const wanted = channel === 'email' ? 'an e-mail address' : 'a phone number such as +46701234567'
  throw inputInvalid([{ field: 'to', message: `must be ${wanted}` }])
}

const messageTo = (to: string, { channel }: Provider): OutgoingMessage => ({
  sendId: newId(),
  contactId: newId(),
  channel,
  to,
  toName: null,
  devices: [],
  from: null,
  subject: channel === 'email' ? 'Test message' : null,
  html: channel === 'email' ? `<p>${text}</p>` : null,
  text,
  payload: null,
  headers: {},
  isTransactional: true,
})
