import type { Fault } from '../../kernel/domain-error.ts'
import { fitValue, typeOfValue } from '../../kernel/value-type.ts'
import type { Tx } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { defineBusinessEvent } from './define-business-event.ts'
import { type BusinessEventDefinition, longestAttributeName } from './definition.ts'
import { businessEventInvalid, businessEventUndefined } from './errors.ts'
import { readDefinition } from './read-definitions.ts'

export type EventData = Readonly<Record<string, unknown>>

/** What becomes of an event whose name is not defined: anything goes, it is refused, or the definition is learnt from it. */
export type UndefinedNames = 'taken' | 'refused' | 'learnt'

/**
 * What is kept of the data of an event: the attributes of its definition, each in its type. Others are passed over, and so is
 * null. Throws `business-event-undefined`, and `business-event-invalid` with a fault for each value of another type.
 */
export async function fitData(
  tx: Tx,
  tenant: Tenant,
  { name, data }: { readonly name: string; readonly data: EventData },
  undefinedNames: UndefinedNames,
  at: Date,
): Promise<EventData> {
  const known = await readDefinition(tx, tenant, name)
  if (undefinedNames === 'learnt') return fit(await learn(tx, tenant, name, data, known, at), data)
  if (known) return fit(known, data)
  if (undefinedNames === 'refused') throw businessEventUndefined(name)
  return data
}

async function learn(
  tx: Tx,
  tenant: Tenant,
  name: string,
  data: EventData,
  known: BusinessEventDefinition | undefined,
  at: Date,
): Promise<BusinessEventDefinition> {
  const faults = Object.keys(data)
    .filter(each => each.length > longestAttributeName)
    .map(each => ({
      field: `data.${each.slice(0, longestAttributeName)}`,
      message: `must have a name of 1 to ${longestAttributeName} characters`,
    }))
  if (faults.length > 0) throw businessEventInvalid(faults)
  const names = new Set(known?.attributes.map(attribute => attribute.name))
  const attributes = Object.entries(data).flatMap(([attribute, value]) => {
    const type = typeOfValue(value)
    return type === undefined || names.has(attribute) ? [] : [{ name: attribute, type }]
  })
  if (known && attributes.length === 0) return known
  return (await defineBusinessEvent(tx, tenant, { name, attributes }, at)).definition
}

function fit({ attributes }: BusinessEventDefinition, data: EventData): EventData {
  const faults: Fault[] = []
  const kept = attributes.flatMap(({ name, type }): [string, unknown][] => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined
    if (value === undefined || value === null) return []
    const fitting = fitValue(value, type)
    if (fitting === undefined) faults.push({ field: `data.${name}`, message: `must be of the type ${type}` })
    return [[name, fitting]]
  })
  if (faults.length > 0) throw businessEventInvalid(faults)
  return Object.fromEntries(kept)
}
