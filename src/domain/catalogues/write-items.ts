import { isLooseDateTime } from '../../kernel/loose-instant.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type AttributeType, type Catalogue, fromRow, isSlug } from './catalogue.ts'
import { holdCatalogue, upsertItems } from './catalogues.sql.ts'

const mostCharacters = 10_000

/** Catalogue whose items are written in this transaction; undefined when it is gone. */
export async function holdCatalogueOf(tx: Tx, tenant: Tenant, slug: string): Promise<Catalogue | undefined> {
  const row = isSlug(slug) ? await holdCatalogue(tx, tenant.id, slug) : undefined
  return row && fromRow(row)
}

/** Makes items or writes them anew, from texts by attribute. Answers for each why it was refused, or undefined. */
export async function writeItems(
  tx: Tx,
  tenant: Tenant,
  catalogue: Catalogue,
  given: readonly ReadonlyMap<string, string>[],
  at: Date,
): Promise<(string | undefined)[]> {
  const read = given.map(texts => readItem(catalogue, texts))
  const items = new Map<string, object>()
  for (const each of read) if (typeof each !== 'string') items.set(each.key, each.attributes)
  const list = [...items].map(([key, attributes]) => ({ key, attributes }))
  await upsertItems(tx, tenant.id, catalogue.slug, list, at)
  return read.map(each => (typeof each === 'string' ? each : undefined))
}

/** An item, or what is wrong with it. */
function readItem(
  { keyAttribute, attributes }: Catalogue,
  texts: ReadonlyMap<string, string>,
): { key: string; attributes: object } | string {
  const entries: [string, unknown][] = []
  const faults: string[] = []
  for (const { name, type, isRequired } of attributes) {
    const text = texts.get(name) ?? ''
    if (text === '') {
      if (isRequired) faults.push(`${name} is required`)
      continue
    }
    const value = readValue(type, text)
    if (value === undefined) faults.push(`${name} must be a ${type}`)
    else entries.push([name, value])
  }
  const key = texts.get(keyAttribute) ?? ''
  if (key.length > 200) faults.push(`${keyAttribute} must have at most 200 characters`)
  return faults.length > 0 ? faults.join('; ') : { key, attributes: Object.fromEntries(entries) }
}

function readValue(type: AttributeType, text: string): unknown {
  if (type === 'string') return text.length <= mostCharacters ? text : undefined
  if (type === 'number') return /^[+-]?\d{1,15}(\.\d{1,15})?$/.test(text) ? Number(text) : undefined
  if (type === 'date') return isLooseDateTime(text) || /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined
  return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined
}
