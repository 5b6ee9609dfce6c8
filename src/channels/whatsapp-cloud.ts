/**
 * WhatsApp over the Cloud API of Meta (Cloud API › Messages). A message is a text, or the template that its payload
 * names: {template: {name, language, components}}. WhatsApp takes a text only within a day after the contact wrote.
 *
 * What became of it is posted to the provider's address for reports: see whatsapp-reports.ts.
 */
import type {
  Courier,
  CourierKind,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import { toFailure } from './device-handover.ts'
import { type HttpAnswer, NotSent, openHttpClient } from './guarded-fetch.ts'
import { isHttpUrl, isTextUpTo, type SettingRule, settingFaults } from './setting-faults.ts'
import { answerChallenge, isPostedByMeta, readStatuses } from './whatsapp-reports.ts'

const timeoutMs = 30_000
/** Errors that say that it was not taken now: too much at once, or the service is away. */
const laterCodes = new Set([4, 80007, 130429, 131016, 131048, 131056, 133004])

interface WhatsappSettings {
  readonly url?: string
  readonly version?: string
  readonly phoneNumberId: string
  readonly accessToken: string
}

const rules: Readonly<Record<string, SettingRule>> = {
  url: { words: 'an http or https address', fits: isHttpUrl },
  version: { words: 'a version such as v23.0', fits: value => /^v\d{1,3}\.\d{1,2}$/.test(String(value)) },
  phoneNumberId: { isNeeded: true, words: 'digits', fits: value => /^\d{1,30}$/.test(String(value)) },
  accessToken: { isNeeded: true, words: 'a text of 1 to 5000 characters', fits: isTextUpTo(5000) },
  appSecret: { words: 'a text of 1 to 500 characters', fits: isTextUpTo(500) },
  verifyToken: { words: 'a text of 1 to 500 characters', fits: isTextUpTo(500) },
}

export const whatsappCloud: CourierKind = {
  name: 'whatsapp-cloud',
  channel: 'whatsapp',
  secretSettings: ['accessToken', 'appSecret', 'verifyToken'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: () => false,
  open,
  readReports: (_settings, body) => readStatuses(body),
  isPostedBy: isPostedByMeta,
  answerChallenge,
}

function open(given: ProviderSettings, concurrency: number, { allowPrivate }: CourierOptions): Courier {
  const settings = given as unknown as WhatsappSettings
  const { url = 'https://graph.facebook.com', version = 'v23.0', phoneNumberId, accessToken } = settings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivate)
  const place = `${url.replace(/\/+$/, '')}/${version}/${phoneNumberId}/messages`
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  return {
    async deliver(message) {
      try {
        return toHandover(await client.send(place, 'POST', headers, JSON.stringify(toBody(message))))
      } catch (error) {
        return toFailure(error, !(error instanceof NotSent))
      }
    },
    close: client.close,
  }
}

function toBody({ sendId, to, text, payload }: OutgoingMessage) {
  const common = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: to.replace(/^\+/, ''),
    biz_opaque_callback_data: sendId,
  }
  const template = payload?.template as { language: unknown } | undefined
  if (!template) return { ...common, type: 'text', text: { preview_url: false, body: text ?? '' } }
  const { language } = template
  const named = typeof language === 'string' ? { code: language } : language
  return { ...common, type: 'template', template: { ...template, language: named } }
}

function toHandover({ status, text }: HttpAnswer): Handover {
  const { messages, error } = read(text)
  const detail = `${status} ${error?.message ?? text}`.slice(0, 300)
  if (status >= 200 && status < 300)
    return { kind: 'accepted', reference: messages?.[0]?.id?.slice(0, 500) ?? null }
  const isLater = laterCodes.has(error?.code ?? 0) || [401, 403, 408, 429, 503].includes(status)
  if (isLater) return { kind: 'unavailable', detail }
  if (status >= 400 && status < 500) return { kind: 'refused', isAddress: false, detail }
  return { kind: 'unknown', detail }
}

interface Reply {
  readonly messages?: readonly { readonly id?: string }[]
  readonly error?: { readonly code?: number; readonly message?: string }
}

function read(text: string): Reply {
  try {
    const reply: unknown = JSON.parse(text)
    return typeof reply === 'object' && reply !== null ? reply : {}
  } catch {
    return {}
  }
}
