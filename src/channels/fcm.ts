/**
 * Push to apps over Firebase Cloud Messaging, HTTP v1, or what speaks like it. Of a payload `image`, `url`, `data`,
 * `android`, `apns` and `webpush` are used. An answer of UNREGISTERED says that the app is gone from the device.
 */
import type {
  Courier,
  CourierKind,
  CourierOptions,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import type { Device } from '../domain/messaging/device.ts'
import { type DeviceHandover, handToDevices, toFailure } from './device-handover.ts'
import { isServiceAccount, type ServiceAccount, tokensOf } from './google-token.ts'
import { type HttpAnswer, NotSent, openHttpClient } from './guarded-fetch.ts'
import { isHttpUrl, isTextUpTo, type SettingRule, settingFaults } from './setting-faults.ts'

const timeoutMs = 30_000
const hasItNot = new Set([401, 403, 408, 429, 503])

interface FcmSettings {
  readonly url?: string
  readonly projectId: string
  /** One of the two. */
  readonly accessToken?: string
  readonly serviceAccount?: ServiceAccount
}

const rules: Readonly<Record<string, SettingRule>> = {
  url: { words: 'an http or https address', fits: isHttpUrl },
  projectId: {
    isNeeded: true,
    words: 'the id of a project',
    fits: value => /^[a-z0-9:.-]{1,100}$/i.test(String(value)),
  },
  accessToken: { words: 'a text of 1 to 5000 characters', fits: isTextUpTo(5000) },
  serviceAccount: {
    words: 'the key file of a service account, with client_email and private_key',
    fits: isServiceAccount,
  },
}

export const fcm: CourierKind = {
  name: 'fcm',
  channel: 'push',
  secretSettings: ['accessToken', 'serviceAccount'],
  faultsOf(settings) {
    const faults = settingFaults(settings, rules)
    const isSignedIn = settings.accessToken !== undefined || settings.serviceAccount !== undefined
    return isSignedIn || faults.length > 0
      ? faults
      : [{ field: 'settings.serviceAccount', message: 'must be given, or accessToken' }]
  },
  knowsIds: () => false,
  open,
}

function open(given: ProviderSettings, concurrency: number, { allowPrivate }: CourierOptions): Courier {
  const {
    url = 'https://fcm.googleapis.com',
    projectId,
    accessToken,
    serviceAccount,
  } = given as unknown as FcmSettings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivate)
  const place = `${url.replace(/\/+$/, '')}/v1/projects/${projectId}/messages:send`
  const tokens = serviceAccount && tokensOf(serviceAccount, client)

  async function toDevice(device: Device, message: OutgoingMessage): Promise<DeviceHandover> {
    let wasSent = false
    try {
      const token = (await tokens?.give()) ?? accessToken!
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      wasSent = true
      const answer = await client.send(place, 'POST', headers, JSON.stringify(toBody(device, message)))
      if (answer.status === 401) tokens?.forget(token)
      return toHandover(answer)
    } catch (error) {
      return toFailure(error, wasSent && !(error instanceof NotSent))
    }
  }

  return {
    deliver: message => handToDevices(message, device => toDevice(device, message)),
    close: client.close,
  }
}

function toBody({ address }: Device, { sendId, subject, text, payload }: OutgoingMessage) {
  const { image, url, data, android, apns, webpush } = payload ?? {}
  const texts = typeof data === 'object' && data !== null ? Object.entries(data) : []
  return {
    message: {
      token: address,
      notification: {
        ...(subject !== null && { title: subject }),
        body: text ?? '',
        ...(typeof image === 'string' && { image }),
      },
      data: {
        ...Object.fromEntries(texts.map(([name, value]) => [name, toText(value)])),
        ...(typeof url === 'string' && { url }),
        sendId,
      },
      ...(android !== undefined && { android }),
      ...(apns !== undefined && { apns }),
      ...(webpush !== undefined && { webpush }),
    },
  }
}

/** Values of `data` are texts. */
const toText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function toHandover({ status, text }: HttpAnswer): DeviceHandover {
  const detail = `${status} ${text}`.slice(0, 300)
  if (status >= 200 && status < 300) return { kind: 'accepted', reference: nameIn(text) }
  if (status === 404 && text.includes('UNREGISTERED')) return { kind: 'gone', detail }
  if (hasItNot.has(status)) return { kind: 'unavailable', detail }
  if (status >= 400 && status < 500) return { kind: 'refused', isAddress: false, detail }
  return { kind: 'unknown', detail }
}

function nameIn(text: string): string | null {
  try {
    const { name } = JSON.parse(text)
    return typeof name === 'string' ? name.slice(0, 500) : null
  } catch {
    return null
  }
}
