import Type from 'typebox'
import type { Fault } from '../../kernel/domain-error.ts'
import { pointerTo } from '../../kernel/json-pointer.ts'
import { parseLiquid } from '../messaging/liquid.ts'
import { Path, SignedDuration } from './definition-parts.ts'
import { isObject, shapeFaults } from './shape-faults.ts'

const closed = { additionalProperties: false }
const forms = {
  from: Type.Object({ from: Path }, closed),
  template: Type.Object({ template: Type.String({ maxLength: 10_000 }) }, closed),
  increaseBy: Type.Object({ increaseBy: Type.Union([Type.Number(), SignedDuration]) }, closed),
  value: Type.Object({ value: Type.Unknown() }, closed),
} as const

/** Adds to `faults` what is wrong with values that a step writes. */
export function readValues(values: unknown, at: string, canIncrease: boolean, faults: Fault[]): void {
  if (!isObject(values)) return
  for (const [name, value] of Object.entries(values)) {
    const place = at + pointerTo(name)
    if (!isObject(value)) {
      if (Array.isArray(value)) faults.push({ field: place, message: 'is a list: write {"value": […]}' })
      continue
    }
    const form = (Object.keys(forms) as (keyof typeof forms)[]).find(word => Object.hasOwn(value, word))
    if (!form || (form === 'increaseBy' && !canIncrease)) {
      const words = Object.keys(forms).filter(word => canIncrease || word !== 'increaseBy')
      faults.push({ field: place, message: `must be plain, or have one of ${words.join(', ')}` })
      continue
    }
    faults.push(...shapeFaults(forms[form], value, place))
    if (form === 'template') readTemplate(value.template, `${place}/template`, faults)
  }
}

export function readTemplate(text: unknown, at: string, faults: Fault[]): void {
  if (typeof text !== 'string') return
  const parsed = parseLiquid(text)
  if ('problem' in parsed) faults.push({ field: at, message: parsed.problem })
}
