import type { Fault } from '../../kernel/domain-error.ts'
import { isStorableText } from '../../kernel/storable.ts'
import { mostOfType, valueTypes } from '../../kernel/value-type.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import {
  type BusinessEventAttribute,
  type BusinessEventDefinition,
  fromRow,
  isAttributeType,
  longestAttributeName,
  longestEventName,
} from './definition.ts'
import { countDefinitions, deleteDefinition, selectDefinition, upsertDefinition } from './definitions.sql.ts'
import { businessEventInvalid, businessEventUndefined } from './errors.ts'

/** So many names may be defined by a tenant. */
const mostDefinitions = 200

export interface DefinitionInput {
  readonly name: string
  readonly attributes: readonly { readonly name: string; readonly type: string }[]
}

/**
 * Defines a business event. One that is defined already gets what is new beside what it has, or, with `replaces`, has the
 * attributes that are given and no others. Throws `business-event-invalid` with all that is wrong: an attribute that stays
 * keeps its type unless it is replaced.
 */
export async function defineBusinessEvent(
  tx: Tx,
  tenant: Tenant,
  input: DefinitionInput,
  at: Date,
  { replaces = false } = {},
): Promise<{ definition: BusinessEventDefinition; isNew: boolean }> {
  const faults = faultsOf(input)
  if (faults.length > 0) throw businessEventInvalid(faults)
  await lockEvents(tx, [tenant.id])
  const row = await selectDefinition(tx, tenant.id, input.name)
  const before = row && fromRow(row)
  if (!before && (await countDefinitions(tx, tenant.id)) >= mostDefinitions)
    throw businessEventInvalid([
      { field: 'name', message: `is one too many: there are ${mostDefinitions} business events` },
    ])
  const given = input.attributes as readonly BusinessEventAttribute[]
  const attributes = before && !replaces ? extend(before.attributes, given) : given
  checkNumbers(attributes)
  const definition = { name: input.name, attributes, createdAt: before?.createdAt ?? at, updatedAt: at }
  await upsertDefinition(tx, tenant.id, definition)
  const data = { name: input.name, attributes }
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'business-event.defined', data, at }])
  return { definition, isNew: !before }
}

/** Events of the name may then say anything. Throws `business-event-undefined`. */
export async function undefineBusinessEvent(tx: Tx, tenant: Tenant, name: string, at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  if (!isStorableText(name) || !(await deleteDefinition(tx, tenant.id, name)))
    throw businessEventUndefined(name)
  await appendEvents(tx, [{ tenantId: tenant.id, type: 'business-event.undefined', data: { name }, at }])
}

function extend(
  known: readonly BusinessEventAttribute[],
  given: readonly BusinessEventAttribute[],
): readonly BusinessEventAttribute[] {
  const types = new Map(known.map(({ name, type }) => [name, type]))
  const faults = given.flatMap(({ name, type }, index) => {
    const before = types.get(name)
    return before === undefined || before === type
      ? []
      : [{ field: `attributes.${index}.type`, message: `cannot be changed: it is ${before}` }]
  })
  if (faults.length > 0) throw businessEventInvalid(faults)
  return [...known, ...given.filter(({ name }) => !types.has(name))]
}

/** In all, what is there already counted. */
function checkNumbers(attributes: readonly BusinessEventAttribute[]) {
  const faults = valueTypes.flatMap(each =>
    attributes.filter(({ type }) => type === each).length > mostOfType
      ? [{ field: 'attributes', message: `must not be more than ${mostOfType} of the type ${each}` }]
      : [],
  )
  if (faults.length > 0) throw businessEventInvalid(faults)
}

const isName = (text: string, most: number) =>
  text.trim() !== '' && text.length <= most && isStorableText(text)

const mostGiven = mostOfType * valueTypes.length

function faultsOf({ name, attributes }: DefinitionInput): Fault[] {
  const faults: Fault[] = []
  const add = (field: string, message: string) => faults.push({ field, message })
  if (!isName(name, longestEventName)) add('name', `must be a text of 1 to ${longestEventName} characters`)
  if (attributes.length > mostGiven) {
    add('attributes', `must be at most ${mostGiven}`)
    return faults
  }
  const seen = new Set<string>()
  for (const [index, attribute] of attributes.entries()) {
    const at = `attributes.${index}`
    if (!isName(attribute.name, longestAttributeName))
      add(`${at}.name`, `must be a text of 1 to ${longestAttributeName} characters`)
    if (seen.has(attribute.name)) add(`${at}.name`, 'is there twice')
    seen.add(attribute.name)
    if (!isAttributeType(attribute.type)) add(`${at}.type`, `must be one of ${valueTypes.join(', ')}`)
  }
  return faults
}
