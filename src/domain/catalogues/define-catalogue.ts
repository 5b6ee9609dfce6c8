import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { type AttributeType, attributeTypes, type Catalogue, isSlug } from './catalogue.ts'
import { countCatalogues, deleteCatalogueRow, selectCatalogue, upsertCatalogue } from './catalogues.sql.ts'
import { catalogueInvalid, catalogueNotFound } from './errors.ts'

export interface CatalogueInput {
  readonly name: string
  readonly keyAttribute: string
  readonly attributes: readonly {
    readonly name: string
    readonly type: string
    readonly isRequired?: boolean
  }[]
}

const [mostCatalogues, mostAttributes] = [100, 200]

/** Makes a catalogue or defines it anew; items stay as they are. Throws `catalogue-invalid` with all that is wrong. */
export async function defineCatalogue(
  tx: Tx,
  tenant: Tenant,
  slug: string,
  input: CatalogueInput,
  at: Date,
): Promise<{ catalogue: Catalogue; isNew: boolean }> {
  const faults = faultsOf(slug, input)
  await lockEvents(tx, [tenant.id])
  const before = await selectCatalogue(tx, tenant.id, slug)
  if (!before && (await countCatalogues(tx, tenant.id)) >= mostCatalogues)
    faults.push({ field: 'slug', message: `is one too many: there are ${mostCatalogues} catalogues` })
  if (before && before.key_attribute !== input.keyAttribute)
    faults.push({ field: 'keyAttribute', message: 'cannot be changed: items are known by it' })
  if (faults.length > 0) throw catalogueInvalid(faults)
  const catalogue: Catalogue = {
    slug,
    name: input.name,
    keyAttribute: input.keyAttribute,
    attributes: input.attributes.map(({ name, type, isRequired = false }) => ({
      name,
      type: type as AttributeType,
      isRequired: isRequired || name === input.keyAttribute,
    })),
    createdAt: before?.created_at ?? at,
    updatedAt: at,
  }
  await upsertCatalogue(tx, tenant.id, catalogue)
  const data = { slug, name: input.name }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'catalogue.defined', data, at }])
  return { catalogue, isNew: !before }
}

/** With its items and recommendations. Throws `catalogue-not-found`. */
export async function deleteCatalogue(tx: Tx, tenant: Tenant, slug: string, at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  if (!isSlug(slug) || !(await deleteCatalogueRow(tx, tenant.id, slug))) throw catalogueNotFound(slug)
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'catalogue.deleted', data: { slug }, at }])
}

const isName = (text: string, most: number) => text !== '' && text.length <= most && isStorableText(text)

function faultsOf(slug: string, { name, keyAttribute, attributes }: CatalogueInput): Fault[] {
  const faults: Fault[] = []
  const add = (field: string, message: string) => faults.push({ field, message })
  if (!isSlug(slug)) add('slug', 'must be 1 to 100 letters, digits, "~", "_" and "-"')
  if (!isName(name, 200)) add('name', 'must be a text of 1 to 200 characters')
  if (attributes.length === 0 || attributes.length > mostAttributes)
    add('attributes', `must be 1 to ${mostAttributes}`)
  const names = attributes.map(each => each.name)
  for (const [index, attribute] of attributes.slice(0, mostAttributes).entries()) {
    if (!isName(attribute.name, 100)) add(`attributes/${index}/name`, 'must be a text of 1 to 100 characters')
    if (names.indexOf(attribute.name) < index) add(`attributes/${index}/name`, 'is there twice')
    if (!attributeTypes.includes(attribute.type as AttributeType))
      add(`attributes/${index}/type`, `must be one of ${attributeTypes.join(', ')}`)
  }
  if (!names.includes(keyAttribute)) add('keyAttribute', 'must be one of the attributes')
  return faults
}
