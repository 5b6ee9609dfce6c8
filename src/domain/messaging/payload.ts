/**
 * A payload: what only its channel knows of a message, such as the picture of a push or the template of WhatsApp. It is
 * a JSON object; its texts are in Liquid, its names are not. All texts are rendered as one, within the limits of one.
 */
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { storageFaults } from '../../kernel/storable.ts'
import { parseLiquid, textEnd } from './liquid.ts'

export type Payload = Readonly<Record<string, unknown>>

const mostCharacters = 65_536
const mostTexts = 500

/** What is wrong with a payload that is to be saved, each with a pointer into it. */
export function payloadFaults(payload: Payload): Fault[] {
  const unstorable = storageFaults(payload)
  if (unstorable.length > 0) return unstorable.map(fault => ({ ...fault, field: 'payload' }))
  if (JSON.stringify(payload).length > mostCharacters)
    return [{ field: 'payload', message: `must be at most ${mostCharacters} characters of JSON` }]
  const faults: Fault[] = []
  let count = 0
  mapTexts(payload, '', (text, at) => {
    count++
    const parsed = parseLiquid(text)
    if (text.includes(textEnd)) faults.push({ field: `payload${at}`, message: 'must not contain U+001E' })
    else if ('problem' in parsed) faults.push({ field: `payload${at}`, message: parsed.problem })
    return text
  })
  if (count > mostTexts) return [{ field: 'payload', message: `must have at most ${mostTexts} texts` }]
  return faults
}

/** All texts of a payload as one in Liquid. */
export function textsOf(payload: Payload): string {
  const texts: string[] = []
  mapTexts(payload, '', text => {
    texts.push(text)
    return text
  })
  return texts.map(text => text + textEnd).join('')
}

/** The payload with its texts as they were rendered; undefined when some are not there, as after a `break`. */
export function withTexts(payload: Payload, rendered: string): Payload | undefined {
  const texts = rendered.split(textEnd)
  let n = 0
  const whole = mapTexts(payload, '', () => texts[n++] ?? '') as Payload
  return n === texts.length - 1 ? whole : undefined
}

function mapTexts(value: unknown, at: string, toText: (text: string, at: string) => string): unknown {
  if (typeof value === 'string') return toText(value, at)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item, n) => mapTexts(item, `${at}/${n}`, toText))
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, at + pointerTo(name), toText)]),
  )
}
