import { schemaNotFound } from '../../../domain/schemas/errors.ts'
import type { Schema } from '../../../domain/schemas/schema.ts'
import type { Caller } from '../../../http/operation.ts'
import type { Services } from '../../../http/services.ts'

/** Throws `schema-not-found`. */
export async function findSchema(
  { schemas }: Pick<Services, 'schemas'>,
  { tenant }: Caller,
  schemaId: string,
): Promise<Schema> {
  const schema = (await schemas.of(tenant)).get(schemaId)
  if (!schema) throw schemaNotFound(schemaId)
  return schema
}
