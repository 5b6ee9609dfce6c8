/**
 * Push to browsers: RFC 8030, encrypted by RFC 8291, signed by RFC 8292. The service worker of the company's site is
 * given JSON: {id, title, body} of the message and what its payload has.
 *
 * Where each message goes was said by a browser, so that address must be public unless webhooks may be private, too. A
 * push service that answers 404 or 410 says that the subscription is gone.
 */
import type {
  Courier,
  CourierKind,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import type { Device } from '../domain/messaging/device.ts'
import { type DeviceHandover, handToDevices, toFailure } from './device-handover.ts'
import { type HttpAnswer, NotSent, openHttpClient } from './guarded-fetch.ts'
import { isTextUpTo, type SettingRule, settingFaults } from './setting-faults.ts'
import { newVapidKeys, readVapidKey, vapidHeaders } from './vapid.ts'
import { encryptForBrowser, mostPlainBytes } from './web-push-encryption.ts'

const timeoutMs = 30_000
const daySeconds = 86_400
const urgencies = ['very-low', 'low', 'normal', 'high']

interface WebPushSettings {
  /** Whom a push service may write to: `mailto:` or `https:`. */
  readonly subject: string
  /** Made when they are not given. The public one is for the company's site. */
  readonly publicKey: string
  readonly privateKey: string
  /** So many seconds a push service keeps a message for a browser that is not there. */
  readonly ttl?: number
  readonly urgency?: string
}

const rules: Readonly<Record<string, SettingRule>> = {
  subject: {
    isNeeded: true,
    words: 'an address of the form mailto:… or https:…',
    fits: value => isTextUpTo(500)(value) && /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(value as string),
  },
  publicKey: { isNeeded: true, words: 'a key of P-256 in base64url', fits: isTextUpTo(100) },
  privateKey: { isNeeded: true, words: 'a key of P-256 in base64url', fits: isTextUpTo(100) },
  ttl: {
    words: 'seconds from 0 to 2419200',
    fits: value => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 28 * daySeconds,
  },
  urgency: { words: `one of ${urgencies.join(', ')}`, fits: value => urgencies.includes(value as string) },
}

export const webPush: CourierKind = {
  name: 'web-push',
  channel: 'webPush',
  secretSettings: ['privateKey'],
  complete: settings =>
    Object.hasOwn(settings, 'publicKey') || Object.hasOwn(settings, 'privateKey')
      ? settings
      : { ...settings, ...newVapidKeys() },
  faultsOf(settings) {
    const faults = settingFaults(settings, rules)
    const isPair = faults.length > 0 || readVapidKey(settings as unknown as WebPushSettings) !== undefined
    return isPair ? faults : [{ field: 'settings.privateKey', message: 'must be that of publicKey' }]
  },
  knowsIds: () => false,
  open,
}

function open(
  given: ProviderSettings,
  concurrency: number,
  { allowPrivateDevices }: CourierOptions,
): Courier {
  const settings = given as unknown as WebPushSettings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivateDevices)
  const authorize = vapidHeaders(settings, settings.subject)
  const headers = {
    ttl: String(settings.ttl ?? daySeconds),
    urgency: settings.urgency ?? 'normal',
    'content-encoding': 'aes128gcm',
    'content-type': 'application/octet-stream',
  }

  async function toDevice({ address, keys }: Device, plain: Buffer): Promise<DeviceHandover> {
    if (!keys) return { kind: 'gone', detail: 'the subscription has no keys' }
    try {
      const authorization = authorize(address, Date.now())
      const body = encryptForBrowser(plain, keys)
      return toHandover(await client.send(address, 'POST', { ...headers, authorization }, body))
    } catch (error) {
      return toFailure(error, !(error instanceof NotSent))
    }
  }

  return {
    async deliver(message) {
      const plain = Buffer.from(JSON.stringify(toNotification(message)))
      if (plain.length > mostPlainBytes) {
        const detail = `is ${plain.length} bytes, of which a push has ${mostPlainBytes} at most`
        return { kind: 'refused', isAddress: false, detail }
      }
      return handToDevices(message, device => toDevice(device, plain))
    },
    close: client.close,
  }
}

const toNotification = ({ sendId, subject, text, payload }: OutgoingMessage) => ({
  ...payload,
  id: sendId,
  ...(subject !== null && { title: subject }),
  body: text ?? '',
})

function toHandover({ status, text }: HttpAnswer): DeviceHandover {
  const detail = `${status} ${text}`.slice(0, 300)
  if (status >= 200 && status < 300) return { kind: 'accepted', reference: null } satisfies Handover
  if (status === 404 || status === 410) return { kind: 'gone', detail }
  if (status === 429 || status === 503 || status === 401) return { kind: 'unavailable', detail }
  if (status >= 400 && status < 500) return { kind: 'refused', isAddress: false, detail }
  return { kind: 'unknown', detail }
}
