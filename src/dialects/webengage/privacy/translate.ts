/** WebEngage › OpenGDPR: flat objects, as the OpenGDPR framework has them, without the container. */
import Type, { type Static } from 'typebox'
import { type PrivacyRequest, privacyKinds } from '../../../domain/contacts/privacy-request.ts'
import { type Fault, inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'

export const PrivacyBody = Type.Object({
  subject_request_id: Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'What you call the request.',
  }),
  subject_request_type: Type.Union(
    privacyKinds.map(kind => Type.Literal(kind)),
    { description: 'erasure, restriction, re-enable or portability.' },
  ),
  subject_identities: Type.Array(
    Type.Object({ identity_type: Type.String(), identity_value: Type.String() }),
    {
      minItems: 1,
      maxItems: 1,
      description: 'One, of the type cuid: the id of a known user.',
    },
  ),
})

export const RequestParams = Type.Object({ licenseCode: Type.String(), requestId: Type.String() })

const facts = {
  subject_request_id: Type.String(),
  subject_request_type: Type.String(),
}
export const Told = Type.Object({
  ...facts,
  message: Type.String(),
  data: Type.Optional(Type.Object({}, { additionalProperties: true })),
})
export const Status = Type.Object({ ...facts, status: Type.String() })

export function readRequest(body: Static<typeof PrivacyBody>) {
  const { subject_request_id: id, subject_request_type: kind, subject_identities } = body
  const [{ identity_type: type, identity_value: userId }] = subject_identities as [
    Static<typeof PrivacyBody>['subject_identities'][number],
  ]
  const faults: Fault[] = []
  if (!isStorableText(id)) faults.push({ field: 'subject_request_id', message: 'must be well-formed text' })
  if (type !== 'cuid') faults.push({ field: 'subject_identities.0.identity_type', message: 'must be cuid' })
  if (!isStorableText(userId))
    faults.push({ field: 'subject_identities.0.identity_value', message: 'must be well-formed text' })
  if (faults.length > 0) throw inputInvalid(faults)
  return { id, kind, userId: userId.trim() }
}

/** Its time has come and the server is about to do it: PROCESSING. */
export function statusOf({ state, dueAt }: PrivacyRequest, now: Date): string {
  return state === 'pending' && dueAt <= now ? 'PROCESSING' : state.toUpperCase()
}

export const factsOf = ({ id, kind }: Pick<PrivacyRequest, 'id' | 'kind'>) => ({
  subject_request_id: id,
  subject_request_type: kind,
})
