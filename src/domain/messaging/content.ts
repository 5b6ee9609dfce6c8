/**
 * Content: a message that is put on show, for pages and apps of the company to fetch. In its payload `url` says where a
 * click leads, `placement` in which place it is shown, `imageUrl` what picture it has, and `validFor` how long it is there.
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { addDuration, isBetween, isDuration } from '../../kernel/duration.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Payload } from './payload.ts'
import type { SendChannel } from './send-channel.ts'

const [least, usual, most] = ['PT1M', 'P30D', 'P1Y'] as const
const longestPlacement = 100
const longestUrl = 2000

/** What is wrong with the payload of a template whose messages are put on show. */
export function contentFaults(channel: SendChannel, payload: Payload | null): Fault[] {
  const faults: Fault[] = []
  const check = (name: string, isFine: (text: string) => boolean, message: string) => {
    const value = memberOf(payload, name)
    const isGood = typeof value === 'string' ? isFine(value) : value === undefined || value === null
    if (!isGood) faults.push({ field: `payload.${name}`, message })
  }
  if (channel === 'inline' && textOf(payload, 'placement') === undefined)
    faults.push({ field: 'payload.placement', message: 'is required: where in the page it is shown' })
  else
    check('placement', isPlacement, `must be a name of 1 to ${longestPlacement} characters, without Liquid`)
  check('validFor', isValidity, `must be an ISO 8601 duration from ${least} to ${most}, such as ${usual}`)
  const kinds = channel === 'inApp' ? 'an absolute address' : 'an address of http or https'
  check('url', text => isLiquid(text) || leadsSomewhere(channel, text), `must be ${kinds}`)
  check('imageUrl', text => isLiquid(text) || isWeb(text), 'must be an address of http or https')
  return faults
}

/** Until when a message that is put on show at a time is valid. */
export function validUntil(payload: Payload | null, at: Date, zone: string): Date {
  const given = textOf(payload, 'validFor')
  return addDuration(at, given !== undefined && isValidity(given) ? given : usual, zone)
}

/** As it was rendered: an address that leads nowhere, or where it must not, is none. */
export function contentOf(channel: SendChannel, payload: Payload | null) {
  const [url, imageUrl] = [textOf(payload, 'url'), textOf(payload, 'imageUrl')]
  return {
    placement: textOf(payload, 'placement') ?? null,
    url: url !== undefined && leadsSomewhere(channel, url) ? url : null,
    imageUrl: imageUrl !== undefined && isWeb(imageUrl) ? imageUrl : null,
  }
}

export const isPlacement = (text: string) =>
  text !== '' && text.length <= longestPlacement && isStorableText(text) && !isLiquid(text)

const isValidity = (text: string) => isDuration(text) && isBetween(text, least, most)

const isLiquid = (text: string) => /\{[{%]/.test(text)

const isWeb = (text: string) => /^https?:$/.test(schemeOf(text) ?? '')

/** An app may have schemes of its own; none of which runs or shows what stands in the address itself. */
const leadsSomewhere = (channel: SendChannel, text: string) =>
  channel === 'inApp'
    ? !/^(?:javascript|vbscript|data|blob|file|about):$/.test(schemeOf(text) ?? 'about:')
    : isWeb(text)

const schemeOf = (text: string) =>
  text.length <= longestUrl && URL.canParse(text) ? new URL(text).protocol : undefined

const memberOf = (payload: Payload | null, name: string): unknown =>
  payload && Object.hasOwn(payload, name) ? payload[name] : undefined

function textOf(payload: Payload | null, name: string): string | undefined {
  const value = memberOf(payload, name)
  return typeof value === 'string' ? value : undefined
}
