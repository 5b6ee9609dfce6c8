/**
 * Private providers, as WebEngage calls them (Private ESP, SSP, WSP): a server of the company's that takes messages in the
 * formats of WebEngage's pages and carries them itself. One kind for each channel; what they have in common is here.
 *
 * A message has the id of its send as `messageId`, by which the server tells later what became of it: private-reports.ts.
 * Its answer says in a code whether it took the message. One that says that it is too busy is asked again at once, and
 * soon after; then the message waits as with any provider that is not there. An answer in another form is read by its
 * status: after 2xx nobody knows.
 */
import { setTimeout as delay } from 'node:timers/promises'
import type {
  Courier,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import { toFailure } from './device-handover.ts'
import { type HttpAnswer, NotSent, openHttpClient } from './guarded-fetch.ts'
import { isHttpUrl, isTextUpTo, type SettingRule } from './setting-faults.ts'

const timeoutMs = 30_000
const hasItNot = new Set([401, 403, 408, 429, 503])
/** The vendor's beginning of ten tries; the rest is left to the queue, which holds nobody up. */
export const quickDelaysMs: readonly number[] = [0, 200, 400, 800, 1600]

interface PrivateSettings {
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
}

const isHeaders = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).length <= 20 &&
  Object.entries(value).every(
    ([name, text]) =>
      /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(name) &&
      !ownHeaders.has(name.toLowerCase()) &&
      isHeaderText(text),
  )
/** How a request is framed is not the company's to say. */
const ownHeaders = new Set(['content-type', 'content-length', 'transfer-encoding', 'connection', 'host'])
const isHeaderText = (value: unknown) =>
  isTextUpTo(5000)(value) && /^[\t\x20-\x7e\x80-\xff]+$/.test(value as string)

export const privateRules: Readonly<Record<string, SettingRule>> = {
  url: { isNeeded: true, words: 'an http or https address', fits: isHttpUrl },
  headers: { words: 'at most 20 headers, none of which frames the request', fits: isHeaders },
  knowsIds: { words: 'true or false', fits: value => typeof value === 'boolean' },
}

/** What an answer of a private provider says: whether it took the message, else its code. */
interface Verdict {
  readonly isTaken: boolean
  readonly code: number | undefined
  readonly message: string
}

/** How one channel's format differs. */
export interface PrivateFormat {
  /** The body of the request. `at` is when it leaves. */
  toBody(message: OutgoingMessage, settings: ProviderSettings, at: Date): object
  /** The words for `status` when the message was taken, and when not. */
  readonly taken: string
  readonly refused: string
  /** Codes that say that the server has it not, and might take it later. */
  readonly laterCodes: ReadonlySet<number>
  /** Codes that speak against the address, for good. */
  readonly addressCodes: ReadonlySet<number>
  /** The code for too much at once. */
  readonly busyCode: number
  /** After which times one that is too busy is asked again at once. */
  readonly delaysMs: readonly number[]
}

export function openPrivate(
  given: ProviderSettings,
  concurrency: number,
  { allowPrivate }: CourierOptions,
  format: PrivateFormat,
): Courier {
  const { url, headers } = given as unknown as PrivateSettings
  const client = openHttpClient(concurrency, timeoutMs, allowPrivate)
  const fields = { ...headers, 'content-type': 'application/json' }
  const closing = new AbortController()

  async function attempt(message: OutgoingMessage): Promise<{ handover: Handover; isBusy: boolean }> {
    const body = JSON.stringify(format.toBody(message, given, new Date()))
    const answer = await client.send(url, 'POST', fields, body)
    return toHandover(answer, format)
  }

  return {
    async deliver(message) {
      try {
        let { handover, isBusy } = await attempt(message)
        for (const ms of format.delaysMs) {
          if (!isBusy || closing.signal.aborted) break
          if (ms > 0) await delay(ms, undefined, { signal: closing.signal }).catch(() => {})
          if (closing.signal.aborted) break
          ;({ handover, isBusy } = await attempt(message))
        }
        return handover
      } catch (error) {
        return toFailure(error, !(error instanceof NotSent))
      }
    },
    close() {
      closing.abort()
      client.close()
    },
  }
}

function toHandover(answer: HttpAnswer, format: PrivateFormat): { handover: Handover; isBusy: boolean } {
  const { status, text } = answer
  const verdict = readVerdict(text, format)
  const isSuccess = status >= 200 && status < 300
  const detail = detailOf(status, text, verdict)
  const isBusy = !verdict?.isTaken && (verdict?.code === format.busyCode || status === 429)
  const end = (handover: Handover) => ({ handover, isBusy })
  if (verdict?.isTaken && isSuccess) return end({ kind: 'accepted', reference: null })
  if (verdict && !verdict.isTaken) {
    const { code = -1 } = verdict
    if (isBusy || format.laterCodes.has(code)) return end({ kind: 'unavailable', detail })
    return end({ kind: 'refused', isAddress: format.addressCodes.has(code), detail })
  }
  if (hasItNot.has(status)) return end({ kind: 'unavailable', detail })
  if (status >= 400 && status < 500) return end({ kind: 'refused', isAddress: false, detail })
  return end({ kind: 'unknown', detail })
}

function detailOf(status: number, text: string, verdict: Verdict | undefined): string {
  const said = verdict ? `${verdict.code ?? ''} ${verdict.message}`.trim() : text
  return `${status} ${said}`.trim().slice(0, 300)
}

/** Undefined when the answer has not the documented form. */
function readVerdict(text: string, { taken, refused }: PrivateFormat): Verdict | undefined {
  const reply = readObject(text)
  const status = String(reply?.status)
  if (!reply || (status !== taken && status !== refused)) return undefined
  const code = readCode(reply.statusCode)
  const version = reply.supportedVersion === undefined ? '' : ` (supports ${String(reply.supportedVersion)})`
  const message = `${typeof reply.message === 'string' ? reply.message : ''}${version}`
  return { isTaken: status === taken, code, message }
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

/** A code as a number or in digits; undefined when it is none. */
export function readCode(value: unknown): number | undefined {
  const isDigits = typeof value === 'string' && /^\d{1,5}$/.test(value)
  if (!isDigits && !Number.isInteger(value)) return undefined
  return Number(value)
}

/** As dates are written there: `2026-03-01T09:00:00+0000`. */
export const toPrivateTime = (at: Date) => at.toISOString().replace(/\.\d+Z$/, '+0000')

export const campaignType = ({ isTransactional }: OutgoingMessage) =>
  isTransactional ? 'TRANSACTIONAL' : 'PROMOTIONAL'
