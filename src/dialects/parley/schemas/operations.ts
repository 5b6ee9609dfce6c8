import type { Operation } from '../../../http/operation.ts'
import { createSchema } from './createSchema.ts'
import { deleteSchema } from './deleteSchema.ts'
import { getSamplePayload } from './getSamplePayload.ts'
import { getSchema } from './getSchema.ts'
import { getSchemaCounters } from './getSchemaCounters.ts'
import { listSchemaCounters } from './listSchemaCounters.ts'
import { listSchemas } from './listSchemas.ts'
import { listSchemaVersions } from './listSchemaVersions.ts'
import { trySchema } from './trySchema.ts'
import { updateSchema } from './updateSchema.ts'
import { validatePayload } from './validatePayload.ts'

export const schemaOperations: readonly Operation[] = [
  listSchemas,
  createSchema,
  getSchema,
  updateSchema,
  deleteSchema,
  validatePayload,
  trySchema,
  listSchemaVersions,
  getSchemaCounters,
  listSchemaCounters,
  getSamplePayload,
]
