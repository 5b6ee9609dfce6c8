import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { createContact } from '../../src/domain/contacts/create-contact.ts'
import { prepare } from '../../src/domain/interactions/interaction.ts'
import type { Submission } from '../../src/domain/interactions/record-interactions.ts'
import { createSchema } from '../../src/domain/schemas/create-schema.ts'
import type { Schema } from '../../src/domain/schemas/schema.ts'
import { readSchemas } from '../../src/domain/schemas/schema-cache.ts'
import { newId } from '../../src/kernel/ids.ts'
import { transact } from '../../src/storage/database.ts'
import type { Db } from '../../src/storage/driver.ts'
import { newTenant } from './database.ts'

/** A tenant with a schema and a contact that can do something. */
export interface Activity {
  readonly tenant: Tenant
  readonly schema: Schema
  readonly contactId: string
  /** An interaction of the contact, ready to be recorded. Its body is its payload as JSON unless another is given. */
  interaction(
    payload?: object,
    other?: Partial<{ contactId: string; body: string; schema: Schema }>,
  ): Submission
}

export async function newActivity(db: Db): Promise<Activity> {
  const tenant = await newTenant(db)
  const contactId = await addContact(db, tenant)
  const schema = await addSchema(db, tenant, 'visit')
  return {
    tenant,
    schema,
    contactId,
    interaction(payload = { page: '/' }, other = {}) {
      const receivedAt = new Date()
      const input = { schemaId: 'visit', createdDate: receivedAt, payload, body: JSON.stringify(payload) }
      return {
        prepared: prepare(tenant.id, other.schema ?? schema, { ...input, contactId, ...other }),
        receivedAt,
      }
    },
  }
}

/** A schema whose payload has a text `page`, which must be there. */
export async function addSchema(db: Db, tenant: Tenant, id: string): Promise<Schema> {
  const input = { id, displayName: id, jsonSchema: visitSchema }
  await transact(db, tx => createSchema(tx, tenant, input, new Date()))
  return (await readSchemas(db, tenant)).get(id)!
}

export async function addContact(db: Db, tenant: Tenant): Promise<string> {
  const attributes = { email: `${newId()}@example.com` }
  return transact(
    db,
    async tx => (await createContact(tx, tenant, { attributes, createAsUnapproved: false }, new Date())).id,
  )
}

export const visitSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { page: { type: 'string', displayName: 'Page' } },
  required: ['page'],
}
