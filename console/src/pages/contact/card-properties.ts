/** Which properties of a schema the contact card shows, in which order and under which names. */
import type { Schema } from '../../api/shapes.ts'
import { shortly } from '../../kit/times.ts'
import { tenantNow } from '../../live/tenant-clock.ts'

export interface CardProperty {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly format: string | undefined
}

interface Property {
  readonly type?: string
  readonly format?: string
  readonly displayName?: string
  readonly sortOrder?: string | number
  readonly showInContactCard?: string | boolean
}

/** Those with `showInContactCard`, by `sortOrder`; what has none comes last, as it stands in the schema. */
export function cardProperties({ jsonSchema }: Schema): readonly CardProperty[] {
  const properties = Object.entries((jsonSchema.properties ?? {}) as Record<string, Property>)
  return properties
    .filter(([, { showInContactCard }]) => String(showInContactCard) === 'true')
    .map(([name, property], place) => ({ name, property, place, order: orderOf(property) }))
    .sort((one, other) => one.order - other.order || one.place - other.place)
    .map(({ name, property: { displayName, type = 'string', format } }) => ({
      name,
      label: displayName || name,
      type,
      format,
    }))
}

function orderOf({ sortOrder }: Property): number {
  const order = Number(sortOrder)
  return sortOrder === undefined || sortOrder === '' || Number.isNaN(order) ? Number.MAX_SAFE_INTEGER : order
}

/** A value as text. */
export function shown(value: unknown, format?: string): string {
  if (value === undefined || value === null) return '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return value.toLocaleString(undefined, { maximumFractionDigits: 20 })
  if (typeof value !== 'string') return JSON.stringify(value)
  if (format !== 'date-time') return value
  const at = new Date(value)
  return Number.isNaN(at.getTime()) ? value : shortly(at, tenantNow())
}
