import Type from 'typebox'
import { contactIdInvalid } from '../../../domain/contacts/errors.ts'
import type { Caller } from '../../../http/operation.ts'
import type { Services } from '../../../http/services.ts'
import { isUuid } from '../../../kernel/ids.ts'
import { findSchema } from '../schemas/find-schema.ts'

/** By which rejected interactions are chosen. A reason is a field and a detail as the groups tell them. */
export const rejectedFilter = {
  schemaId: Type.Optional(Type.String()),
  contactId: Type.Optional(Type.String()),
  reasonField: Type.Optional(
    Type.String({ description: 'With `reasonDetail`: the first fault, as groups tell it.' }),
  ),
  reasonDetail: Type.Optional(Type.String()),
}

interface Given {
  readonly schemaId?: string
  readonly contactId?: string
  readonly reasonField?: string
  readonly reasonDetail?: string
}

/** Throws `schema-not-found` and `contact-id-invalid`. */
export async function readRejectedFilter(
  services: Pick<Services, 'schemas'>,
  caller: Caller,
  { schemaId, contactId, reasonField, reasonDetail }: Given,
) {
  if (contactId !== undefined && !isUuid(contactId)) throw contactIdInvalid(contactId.slice(0, 100))
  const schema = schemaId === undefined ? undefined : await findSchema(services, caller, schemaId)
  const hasReason = reasonField !== undefined && reasonDetail !== undefined
  return {
    schemaKey: schema?.key,
    contactId,
    ...(hasReason && { reason: { field: reasonField, message: reasonDetail } }),
  }
}
