/**
 * SMS through any provider that is spoken to over HTTP. How it is asked and what it says is told in Liquid, so that a new
 * provider needs no code:
 *
 *   headers, body   what is sent: they see `message` {id, to, from, text}; `{{ message.text | json }}` is quoted
 *   accepted        `true` when an answer says that the message was taken: sees `reply` {status, body, text}. Without
 *                   it, any 2xx does
 *   reference       what the provider calls the message: sees `reply`
 *   report          what the provider posts later, told by `reference` or `sendId`, and `outcome`: delivered, bounced,
 *                   failed or nothing, and perhaps `detail`: they see `report`
 *
 * An answer of 401, 403, 408, 429 or 503 says that the provider has it not; other 4xx that it never will. After any
 * other, or none, nobody knows.
 */
import type {
  Courier,
  CourierKind,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
  Report,
} from '../domain/messaging/courier.ts'
import { type Parsed, parseLiquid, renderLiquid, withoutNulls } from '../domain/messaging/liquid.ts'
import { NotSent, openHttpClient } from './guarded-fetch.ts'
import { isHttpUrl, isTextUpTo, type SettingRule, settingFaults } from './setting-faults.ts'

const timeoutMs = 30_000
const hasItNot = new Set([401, 403, 408, 429, 503])
const outcomes = new Set(['delivered', 'bounced', 'failed'])

interface SmsSettings {
  readonly url: string
  readonly method?: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string
  /** A number or a name that messages come from. */
  readonly from?: string
  readonly accepted?: string
  readonly reference?: string
  readonly report?: Readonly<Record<string, string>>
  /** Whether the provider takes a message with an id that it knows only once. */
  readonly knowsIds?: boolean
}

const isLiquid = (value: unknown) =>
  typeof value === 'string' && value.length <= 20_000 && !('problem' in parseLiquid(value))
const isRecord = (value: unknown, most: number): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length <= most
const isHeaders = (value: unknown) =>
  isRecord(value, 20) &&
  Object.entries(value).every(
    ([name, text]) => /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) && isLiquid(text),
  )
const reportNames = ['reference', 'sendId', 'outcome', 'detail']

const rules: Readonly<Record<string, SettingRule>> = {
  url: {
    isNeeded: true,
    words: 'an http or https address',
    fits: isHttpUrl,
  },
  method: { words: 'POST or PUT', fits: value => value === 'POST' || value === 'PUT' },
  headers: { words: 'at most 20 headers, each in Liquid', fits: isHeaders },
  body: { isNeeded: true, words: 'a text in Liquid', fits: isLiquid },
  from: { words: 'a number or a name', fits: isTextUpTo(50) },
  accepted: { words: 'a text in Liquid', fits: isLiquid },
  reference: { words: 'a text in Liquid', fits: isLiquid },
  report: {
    words: `an object of ${reportNames.join(', ')}, each in Liquid`,
    fits: value =>
      isRecord(value, 4) &&
      Object.entries(value).every(([name, text]) => reportNames.includes(name) && isLiquid(text)),
  },
  knowsIds: { words: 'true or false', fits: value => typeof value === 'boolean' },
}

export const smsHttp: CourierKind = {
  name: 'sms-http',
  channel: 'sms',
  secretSettings: ['headers'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: settings => settings.knowsIds === true,
  open,
  readReports,
}

function open(given: ProviderSettings, concurrency: number, { allowPrivate }: CourierOptions): Courier {
  const settings = given as unknown as SmsSettings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivate)
  const body = parsed(settings.body)
  const headers = Object.entries(settings.headers ?? {}).map(([name, text]) => [name, parsed(text)] as const)
  return {
    async deliver(message) {
      const scope = { message: toScope(message, settings.from) }
      const text = render(body, scope)
      const fields = headers.map(([name, value]) => [name, render(value, scope)] as const)
      if (text === undefined || fields.some(([, value]) => value === undefined))
        return {
          kind: 'refused',
          isAddress: false,
          detail: 'the request could not be written from its template',
        }
      const whole = Object.fromEntries(fields.map(([name, value]) => [name, oneLine(value!)]))
      try {
        const sent = { 'content-type': 'application/json', ...whole }
        const reply = await client.send(settings.url, settings.method ?? 'POST', sent, text)
        return toHandover(reply, settings)
      } catch (error) {
        const detail = ((error as Error).message || String(error)).slice(0, 300)
        return error instanceof NotSent ? { kind: 'unavailable', detail } : { kind: 'unknown', detail }
      }
    },
    close: client.close,
  }
}

const toScope = ({ sendId, to, from, text }: OutgoingMessage, own: string | undefined) =>
  withoutNulls({ id: sendId, to, text, from: from?.address ?? own ?? '' })

function toHandover(reply: { status: number; text: string }, { accepted, reference }: SmsSettings): Handover {
  const { status, text } = reply
  const detail = `${status} ${text}`.slice(0, 300)
  if (hasItNot.has(status)) return { kind: 'unavailable', detail }
  if (status >= 400 && status < 500) return { kind: 'refused', isAddress: false, detail }
  if (status < 200 || status >= 300) return { kind: 'unknown', detail }
  const scope = { reply: { status, text, ...bodyOf(text) } }
  if (accepted !== undefined && render(parsed(accepted), scope)?.trim() !== 'true')
    return { kind: 'refused', isAddress: false, detail }
  const name = reference === undefined ? '' : (render(parsed(reference), scope) ?? '').trim().slice(0, 500)
  return { kind: 'accepted', reference: name === '' ? null : name }
}

/** What the provider posts: one report, or a list of them. */
function readReports(settings: ProviderSettings, body: unknown): Report[] | undefined {
  const { report } = settings as unknown as SmsSettings
  if (!report) return undefined
  const parts = Object.entries(report).map(([name, text]) => [name, parsed(text)] as const)
  const given = Array.isArray(body) ? body.slice(0, 200) : [body]
  return given.flatMap((one): Report[] => {
    const scope = { report: withoutNulls(one) }
    const texts = new Map(parts.map(([name, part]) => [name, render(part, scope)?.trim() ?? '']))
    const outcome = texts.get('outcome') ?? ''
    const [reference, sendId, detail] = ['reference', 'sendId', 'detail'].map(
      name => texts.get(name) || undefined,
    )
    if (!outcomes.has(outcome) || (reference === undefined && sendId === undefined)) return []
    return [
      {
        outcome: outcome as Report['outcome'],
        ...(sendId === undefined ? { reference: reference! } : { sendId }),
        ...(detail !== undefined && { detail }),
      },
    ]
  })
}

function bodyOf(text: string): { body?: unknown } {
  try {
    return { body: withoutNulls(JSON.parse(text)) }
  } catch {
    return {}
  }
}

function parsed(text: string): Parsed | undefined {
  const one = parseLiquid(text)
  return 'problem' in one ? undefined : one
}

function render(part: Parsed | undefined, scope: object): string | undefined {
  const rendering = part && renderLiquid(part, scope)
  return rendering && 'text' in rendering ? rendering.text : undefined
}

const oneLine = (text: string) => text.replaceAll(/[\r\n\0]+/g, ' ')
