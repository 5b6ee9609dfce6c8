import type { Fault } from '../../kernel/domain-error.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import type { CheckedTemplate } from './check-template.ts'
import { readTemplate } from './read-templates.ts'
import { type RenderedParts, renderTemplate, scopeOf } from './render-template.ts'

/** What stands for the id of a send, where there is none yet. */
const noSend = '00000000-0000-0000-0000-000000000000'

/** Rendering to find all that is missing ends after so many rounds, and after so long. */
const [mostRounds, mostMs] = [50, 300]

/** Who would get it, and what the send would bring. */
interface Occasion {
  readonly contactId: string
  readonly context: Readonly<Record<string, unknown>>
}

export interface Preview {
  /** Null when something is missing or wrong. */
  readonly parts: RenderedParts | null
  /** Variables that have no value and no default. */
  readonly missing: readonly string[]
  readonly problems: readonly string[]
}

/** What a contact would get, or what is missing for it. Throws `template-not-found`, `contact-not-found`. */
export async function previewTemplate(
  db: Db,
  tenant: Tenant,
  templateId: string,
  occasion: Occasion,
  now: Date,
): Promise<Preview> {
  return previewOf(db, tenant, await readTemplate(db, tenant.id, templateId), occasion, now)
}

/** The same of a template as it is being written; nothing when it has faults. Throws `contact-not-found`. */
export async function previewDraft(
  db: Db,
  tenant: Tenant,
  { template, faults }: { template: CheckedTemplate; faults: readonly Fault[] },
  occasion: Occasion | undefined,
  now: Date,
): Promise<Preview> {
  const isReadable = faults.every(({ field }) => field === 'name')
  if (!occasion || !isReadable) return { parts: null, missing: [], problems: [] }
  return previewOf(db, tenant, template, occasion, now)
}

async function previewOf(
  db: Db,
  tenant: Tenant,
  template: Parameters<typeof renderTemplate>[0] & { readonly variables: readonly string[] },
  { contactId, context }: Occasion,
  now: Date,
): Promise<Preview> {
  const contact = await readContact(db, tenant, contactId)
  const message = { id: noSend, unsubscribeUrl: 'https://example.com/unsubscribe' }
  const scope = scopeOf(contact, context, message, now)
  const first = renderTemplate(template, scope)
  if ('parts' in first) return { parts: first.parts, missing: [], problems: [] }

  const missing = new Set<string>()
  const patched = structuredClone(scope)
  const end = performance.now() + mostMs
  let rendered: ReturnType<typeof renderTemplate> = first
  for (let round = 0; round < mostRounds && 'missing' in rendered; round++) {
    const found = rendered.missing.filter(name => !missing.has(name))
    if (found.length === 0 || performance.now() > end) break
    for (const name of found.flatMap(each => variablesWithin(template.variables, each))) {
      missing.add(name)
      fill(patched, name.split('.'))
    }
    rendered = renderTemplate(template, patched)
  }
  return { parts: null, missing: [...missing], problems: first.problems }
}

/** What is missing may be a thing of which the template asks for parts. */
function variablesWithin(variables: readonly string[], name: string): readonly string[] {
  const within = variables.filter(each => each.startsWith(`${name}.`))
  return variables.includes(name) || within.length === 0 ? [name] : within
}

/** Puts an empty text where nothing is, so that what is missing behind it is found, too. */
function fill(scope: object, [first = '', ...rest]: readonly string[]): void {
  const present = Object.hasOwn(scope, first) ? (scope as Record<string, unknown>)[first] : undefined
  const isObject = typeof present === 'object' && present !== null
  const value = rest.length === 0 ? '' : isObject ? present : {}
  Object.defineProperty(scope, first, { value, enumerable: true, configurable: true, writable: true })
  if (rest.length > 0) fill(value as object, rest)
}
