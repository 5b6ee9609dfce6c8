import { toNumber } from '../../kernel/loose-number.ts'
import { type Parsed, parseLiquid, renderLiquid, withoutNulls } from '../messaging/liquid.ts'
import { shiftText } from './local-time.ts'
import { isObject } from './shape-faults.ts'
import { type Scope, valueAt } from './value-test.ts'

/** What a template prints, as far as addresses may print: no braces within. */
export const printForm = /\{\{-?([^{}]*?)-?\}\}/g

const parsed = new WeakMap<object, Map<string, Parsed>>()

/** Renders a template of a definition, parsed once as long as the definition is in memory; or says what is wrong. */
export function render(owner: object, text: string, scope: Scope): { text: string } | { problem: string } {
  const known = parsed.get(owner) ?? new Map<string, Parsed>()
  parsed.set(owner, known)
  let template = known.get(text)
  if (!template) {
    const fresh = parseLiquid(text)
    if ('problem' in fresh) return fresh
    template = fresh
    known.set(text, template)
  }
  const rendering = renderLiquid(template, withoutNulls(scope) as object)
  return 'missing' in rendering ? { problem: `${rendering.missing} is missing` } : rendering
}

/** What a step writes for a run: or what is wrong, by name. `before` is what increases start from. */
export function renderValues(
  owner: object,
  values: Readonly<Record<string, unknown>>,
  scope: Scope,
  before: Scope = {},
): { values: Record<string, unknown> } | { problem: string } {
  const entries: [string, unknown][] = []
  for (const [name, value] of Object.entries(values)) {
    if (!isObject(value)) entries.push([name, value])
    else if (typeof value.from === 'string') entries.push([name, valueAt(scope, value.from) ?? null])
    else if (typeof value.increaseBy === 'number')
      entries.push([name, (toNumber(Object.hasOwn(before, name) ? before[name] : 0) ?? 0) + value.increaseBy])
    else if (typeof value.increaseBy === 'string') {
      const date = Object.hasOwn(before, name) ? before[name] : undefined
      const later = typeof date === 'string' ? shiftText(date, value.increaseBy) : undefined
      if (later === undefined) return { problem: `${name}: is no date that could be moved` }
      entries.push([name, later])
    } else if (typeof value.template === 'string') {
      const rendering = render(owner, value.template, scope)
      if ('problem' in rendering) return { problem: `${name}: ${rendering.problem}` }
      entries.push([name, rendering.text])
    } else entries.push([name, value.value])
  }
  return { values: Object.fromEntries(entries) }
}
