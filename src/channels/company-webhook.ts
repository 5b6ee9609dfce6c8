/**
 * Messages that are posted to the company itself, for what no other provider carries: a bot, a printer of letters. They
 * are signed as webhooks are (Standard Webhooks), under the id of the send, so that a receiver can tell a second one.
 */
import type {
  Courier,
  CourierKind,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import { readSigningSecret, sign } from '../domain/webhooks/signature.ts'
import { toFailure } from './device-handover.ts'
import { type HttpAnswer, NotSent, openHttpClient } from './guarded-fetch.ts'
import { isHttpUrl, type SettingRule, settingFaults } from './setting-faults.ts'

const timeoutMs = 30_000
const hasItNot = new Set([401, 403, 408, 429, 503])

interface WebhookSettings {
  readonly url: string
  readonly secret: string
}

const rules: Readonly<Record<string, SettingRule>> = {
  url: { isNeeded: true, words: 'an http or https address', fits: isHttpUrl },
  secret: {
    isNeeded: true,
    words: 'whsec_ and 24 to 64 bytes in base64',
    fits: value => typeof value === 'string' && readSigningSecret(value) !== undefined,
  },
  knowsIds: { words: 'true or false', fits: value => typeof value === 'boolean' },
}

export const companyWebhook: CourierKind = {
  name: 'webhook',
  channel: 'webhook',
  secretSettings: ['secret'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: settings => settings.knowsIds === true,
  open,
}

function open(given: ProviderSettings, concurrency: number, { allowPrivate }: CourierOptions): Courier {
  const { url, secret } = given as unknown as WebhookSettings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivate)
  const key = readSigningSecret(secret)!
  return {
    async deliver(message) {
      const body = JSON.stringify(toBody(message))
      const seconds = Math.floor(Date.now() / 1000)
      const headers = {
        'content-type': 'application/json',
        'webhook-id': message.sendId,
        'webhook-timestamp': String(seconds),
        'webhook-signature': sign([key], message.sendId, seconds, body),
      }
      try {
        return toHandover(await client.send(url, 'POST', headers, body))
      } catch (error) {
        return toFailure(error, !(error instanceof NotSent))
      }
    },
    close: client.close,
  }
}

const toBody = ({ sendId, contactId, subject, text, payload }: OutgoingMessage) => ({
  type: 'message',
  sendId,
  contactId,
  subject,
  text,
  payload,
})

function toHandover({ status, text }: HttpAnswer): Handover {
  const detail = `${status} ${text}`.slice(0, 300)
  if (status >= 200 && status < 300) return { kind: 'accepted', reference: null }
  if (hasItNot.has(status)) return { kind: 'unavailable', detail }
  if (status >= 400 && status < 500) return { kind: 'refused', isAddress: false, detail }
  return { kind: 'unknown', detail }
}
