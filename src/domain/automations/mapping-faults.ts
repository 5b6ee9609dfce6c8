import type { Fault } from '../../kernel/domain-error.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { isMappable } from '../business-events/definition.ts'
import { readDefinition } from '../business-events/read-definitions.ts'
import { attributeTypesOf } from '../contacts/attribute-types.ts'
import type { BusinessEventEntry } from './business-event.ts'
import type { Definition } from './definition.ts'

/**
 * What cannot be related, when the business event of an entry is defined: what it does not say, arrays and objects, and what
 * is of another type than the attribute that it is compared with, where that is known.
 */
export async function mappingFaults(tx: Tx, tenant: Tenant, { entry }: Definition): Promise<Fault[]> {
  const { kind, name, mapping = [] } = entry as BusinessEventEntry
  if (kind !== 'businessEvent' || mapping.length === 0) return []
  const defined = await readDefinition(tx, tenant, name)
  if (!defined) return []
  const types = await attributeTypesOf(tx, tenant)
  return mapping.flatMap(({ path, attribute }, n) => {
    const fault = (field: string, message: string) => [{ field: `/entry/mapping/${n}/${field}`, message }]
    const said = defined.attributes.find(each => each.name === path)
    if (!said) return fault('path', `names ${path}, which the business event does not have`)
    if (!isMappable(said))
      return fault('path', `names ${path}, an ${said.type}: only plain values are related`)
    const own = attribute === undefined ? undefined : types.get(attribute)
    if (own === undefined || own === said.type || own === 'array') return []
    return fault('attribute', `is of the type ${own}, and ${path} of the type ${said.type}`)
  })
}
