import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import type { Schema } from '../schemas/schema.ts'
import type { SchemaProperty } from '../schemas/schema-property.ts'
import { selectNewestBySchema } from './contact-card.sql.ts'

/** The interactions of a contact of one schema, as a contact card shows them. */
export interface CardSection {
  readonly schema: Schema
  /** In the order in which they are shown: by `sortOrder`, then as they were declared. */
  readonly properties: readonly SchemaProperty[]
  /** Up to a thousand. */
  readonly count: number
  /** The newest first. */
  readonly interactions: readonly {
    readonly id: string
    readonly createdDate: Date
    readonly payload: Readonly<Record<string, unknown>>
  }[]
}

export const mostCounted = 1000

/** Schemas of which the contact has any, the one with the newest first. Throws `contact-not-found`. */
export async function readContactCard(
  db: Db,
  tenant: Tenant,
  schemas: ReadonlyMap<string, Schema>,
  contactId: string,
  perSchema: number,
): Promise<CardSection[]> {
  const { id } = await readContact(db, tenant, contactId)
  const rows = await selectNewestBySchema(db, tenant.id, id, perSchema, mostCounted)
  const byKey = new Map([...schemas.values()].map(schema => [schema.key, schema]))
  const sections = [...Map.groupBy(rows, row => row.schema_key)].flatMap(([key, own]): CardSection[] => {
    const schema = byKey.get(key)
    if (!schema) return []
    const properties = schema.definition.properties.toSorted((one, other) => one.sortOrder - other.sortOrder)
    const interactions = own.map(row => ({
      id: row.id,
      createdDate: row.created_date,
      payload: row.payload,
    }))
    return [{ schema, properties, count: own[0]!.count, interactions }]
  })
  const newest = ({ interactions }: CardSection) => interactions[0]!.createdDate.getTime()
  return sections.sort((one, other) => newest(other) - newest(one))
}
