/** Renders the parts of a template. Parsed parts are kept in memory. */
import type { Contact } from '../contacts/contact.ts'
import { type Parsed, parseLiquid, renderLiquid, withoutNulls } from './liquid.ts'
import type { Template } from './template.ts'

export interface RenderedParts {
  readonly subject: string | null
  readonly html: string | null
  readonly text: string | null
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

/** By their source, of HTML and of plain text. */
const kept = { html: new Map<string, Parsed>(), plain: new Map<string, Parsed>() }
let characters = 0

/** A parsed part, from memory when it is there. When there is too much in memory, all of it goes. */
function parsedOf(source: string, isHtml: boolean): Parsed | { readonly problem: string } {
  const known = isHtml ? kept.html : kept.plain
  const found = known.get(source)
  if (found) return found
  const parsed = parseLiquid(source, isHtml)
  if ('problem' in parsed) return parsed
  if (characters + source.length > mostCharactersKept) {
    kept.html.clear()
    kept.plain.clear()
    characters = 0
  }
  characters += source.length
  known.set(source, parsed)
  return parsed
}

/** What the Liquid of a message sees: the contact, the message, and what the send brings. */
export function scopeOf(
  contact: Contact,
  context: Readonly<Record<string, unknown>>,
  message: MessageScope,
): object {
  const { id, contactType, attributes } = contact
  return withoutNulls({ ...context, contact: { ...attributes, id, contactType }, message }) as object
}

/** Renders all parts. A subject is one line. */
export function renderTemplate(
  template: Pick<Template, 'subject' | 'html' | 'text'>,
  scope: object,
): Rendered {
  const texts: Record<(typeof partNames)[number], string | null> = { subject: null, html: null, text: null }
  const missing = new Set<string>()
  const problems: string[] = []
  for (const name of partNames) {
    const source = template[name]
    if (source === null) continue
    const parsed = parsedOf(source, name === 'html')
    const rendering = 'problem' in parsed ? parsed : renderLiquid(parsed, scope)
    if ('text' in rendering) texts[name] = rendering.text
    else if ('missing' in rendering) missing.add(rendering.missing)
    else problems.push(`${name}: ${rendering.problem}`)
  }
  if (missing.size > 0 || problems.length > 0) return { missing: [...missing], problems }
  const subject = texts.subject === null ? null : texts.subject.replaceAll(/\s+/g, ' ').trim()
  return { parts: { ...texts, subject } }
}
