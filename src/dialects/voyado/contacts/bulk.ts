import Type, { type Static } from 'typebox'
import {
  type ContactJob,
  type JobRow,
  mostRows,
  type RowRefusal,
} from '../../../domain/contacts/contact-job.ts'
import { DomainError } from '../../../kernel/domain-error.ts'
import { phrase } from '../errors.ts'
import { toContactPatch } from './translate.ts'

/** What the two operations that take many contacts have in common. */
export const takesMany = {
  path: '/contacts/bulk',
  tag: 'Contacts',
  scope: 'contacts:write',
  // The rows are looked at one by one later: what is wrong with one does not refuse the others.
  body: Type.Array(Type.Unknown(), {
    maxItems: mostRows,
    description: `At most ${mostRows} contacts, flat as in a single request.`,
  }),
  /** Some 4 KiB for each of 4 000 contacts. */
  bodyLimit: 16 * 1024 * 1024,
  replies: { 200: Type.String() },
  errors: ['ValidationError', 'NoData', 'InvalidContactType', 'TooManyRequests'],
} as const

export const TypeOfMany = Type.Optional(
  Type.String({ description: 'Of contacts that name none; without it: Member.' }),
)

export const BulkStatus = Type.Object({
  batchId: Type.String(),
  status: Type.String({ description: 'Pending, Processing or Completed.' }),
  total: Type.Integer(),
  succeeded: Type.Integer(),
  failed: Type.Integer(),
  errors: Type.Array(
    Type.Object({
      index: Type.Integer({ description: 'The place of the contact in the request, from 0.' }),
      errorCode: Type.String(),
      message: Type.String(),
      messageDetails: Type.Optional(Type.Object({}, { additionalProperties: true })),
      validationErrors: Type.Optional(
        Type.Array(Type.Object({ field: Type.String(), errorDescription: Type.String() })),
      ),
    }),
  ),
})

export function toJobRow(row: unknown): JobRow {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return null
  const { attributes = {}, contactType, preferences, consents } = toContactPatch(row)
  return { attributes, contactType, preferences, consents }
}

const states = { pending: 'Pending', processing: 'Processing', completed: 'Completed' } as const

export function toVoyadoStatus(job: ContactJob): Static<typeof BulkStatus> {
  const { id, state, total, succeeded, failed, refusals } = job
  return { batchId: id, status: states[state], total, succeeded, failed, errors: refusals.map(toVoyadoError) }
}

/** Phrased as the same refusal of a single request is. */
function toVoyadoError({ index, code, message, data }: RowRefusal) {
  const { body } = phrase(new DomainError(code, message, data))
  return { index, ...(body as { errorCode: string; message: string }) }
}
