/** Renders the parts of a template. Parsed parts are kept in memory. */
import { computedAttributes } from '../contacts/computed-attributes.ts'
import type { Contact } from '../contacts/contact.ts'
import { addressName } from './given-address.ts'
import { type Parsed, parseLiquid, renderLiquid, type TextKind, withoutNulls } from './liquid.ts'
import { type Payload, textsOf, withTexts } from './payload.ts'
import type { Template } from './template.ts'
import { userScope } from './user-scope.ts'

export interface RenderedParts {
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
  readonly payload: Payload | null
}

export type Rendered =
  | { readonly parts: RenderedParts }
  /** Variables that have no value and no default, or else what went wrong in a part. */
  | { readonly missing: readonly string[]; readonly problems: readonly string[] }

/** What a template may use beside what the send brings. */
export interface MessageScope {
  readonly id: string
  readonly unsubscribeUrl: string
}

const partNames = ['subject', 'html', 'text'] as const
const mostCharactersKept = 20_000_000

/** By their source. */
const kept: Readonly<Record<TextKind, Map<string, Parsed>>> = {
  html: new Map(),
  plain: new Map(),
  list: new Map(),
}
let characters = 0

/** A parsed part, from memory when it is there. When there is too much in memory, all of it goes. */
function parsedOf(source: string, kind: TextKind): Parsed | { readonly problem: string } {
  const known = kept[kind]
  const found = known.get(source)
  if (found) return found
  const parsed = parseLiquid(source, kind)
  if ('problem' in parsed) return parsed
  if (characters + source.length > mostCharactersKept) {
    for (const each of Object.values(kept)) each.clear()
    characters = 0
  }
  characters += source.length
  known.set(source, parsed)
  return parsed
}

/** What the Liquid of a message sees: the contact as it is now, the message, and what the send brings. */
export function scopeOf(
  contact: Contact,
  context: Readonly<Record<string, unknown>>,
  message: MessageScope,
  now: Date,
): object {
  const { id, contactType, attributes } = contact
  const { [addressName]: _address, ...given } = context
  return withoutNulls({
    user: userScope(contact),
    ...given,
    contact: { ...attributes, ...computedAttributes(attributes, now), id, contactType },
    message,
  }) as object
}

/** Renders all parts. A subject is one line. */
export function renderTemplate(
  template: Pick<Template, 'subject' | 'html' | 'text' | 'payload'>,
  scope: object,
): Rendered {
  const texts: Record<(typeof partNames)[number], string | null> = { subject: null, html: null, text: null }
  const missing = new Set<string>()
  const problems: string[] = []
  function render(name: string, source: string, kind: TextKind): string | null {
    const parsed = parsedOf(source, kind)
    const rendering = 'problem' in parsed ? parsed : renderLiquid(parsed, scope)
    if ('text' in rendering) return rendering.text
    if ('missing' in rendering) missing.add(rendering.missing)
    else problems.push(`${name}: ${rendering.problem}`)
    return null
  }
  for (const name of partNames) {
    const source = template[name]
    if (source !== null) texts[name] = render(name, source, name === 'html' ? 'html' : 'plain')
  }
  let payload: Payload | null = null
  if (template.payload) {
    const rendered = render('payload', textsOf(template.payload), 'list')
    const whole = rendered === null ? null : withTexts(template.payload, rendered)
    if (whole === undefined) problems.push('payload: a text of it ends the rendering of all')
    payload = whole ?? null
  }
  if (missing.size > 0 || problems.length > 0) return { missing: [...missing], problems }
  const subject = texts.subject === null ? null : texts.subject.replaceAll(/\s+/g, ' ').trim()
  return { parts: { ...texts, subject, payload } }
}
