import { randomBytes } from 'node:crypto'
import Type, { type Static } from 'typebox'
import { readAddress } from '../../../domain/messaging/given-address.ts'
import type { NewTransaction } from '../../../domain/messaging/send-transaction.ts'
import type { Fault } from '../../../kernel/domain-error.ts'
import { isStorableText, storageFaults } from '../../../kernel/storable.ts'
import { UserModel } from '../users/translate.ts'

const OverrideData = Type.Object({
  email: Type.Optional(Type.String({ description: "Instead of the user's own." })),
  phone: Type.Optional(Type.String({ description: "Instead of the user's own, in E.164 form." })),
  context: Type.Optional(
    Type.Object({
      token: Type.Optional(
        Type.Object({}, { additionalProperties: true, description: 'What the template has as `token`.' }),
      ),
    }),
  ),
})

export const ttl = Type.Optional(
  Type.Integer({ minimum: 1, maximum: 604_800, description: 'Seconds until it is not sent any more: 120.' }),
)
const txnId = Type.Optional(
  Type.String({ minLength: 1, maxLength: 200, description: 'What you call it; else the server does.' }),
)

const common = { userId: Type.String({ minLength: 1, maxLength: 100 }), ttl, txnId }

export const TransactionBody = Type.Object({
  ...common,
  dedupe: Type.Optional(
    Type.Object({
      ttl: Type.Integer({
        minimum: 5,
        maximum: 1800,
        description: 'For so many seconds the same request again does nothing.',
      }),
    }),
  ),
  overrideData: Type.Optional(OverrideData),
})

export const ManyBody = Type.Object({
  ...common,
  overrideData: OverrideData,
  trackConfig: Type.Optional(
    Type.Object({
      eventName: Type.Optional(Type.String({ minLength: 1, maxLength: 50 })),
      updateUser: Type.Optional(Type.Omit(UserModel, ['userId', 'anonymousId'])),
    }),
  ),
})

type AnyBody = Static<typeof TransactionBody> | Static<typeof ManyBody>

export const defaultTtl = 120

/** What is ordered, but for the contact and the campaigns. Adds to `faults`. */
export function readOrder(
  { ttl: ttlSeconds = defaultTtl, txnId: name, overrideData = {}, ...body }: AnyBody,
  now: Date,
  faults: Fault[],
): Omit<NewTransaction, 'contactId' | 'campaigns' | 'mode'> {
  const { email, phone, context } = overrideData
  const token = (context?.token ?? {}) as Readonly<Record<string, unknown>>
  if (!isStorableText(body.userId)) faults.push({ field: 'userId', message: 'must be well-formed text' })
  if (name !== undefined && !isStorableText(name))
    faults.push({ field: 'txnId', message: 'must be well-formed text' })
  checkAddresses('overrideData.', { email, phone }, now, faults)
  for (const { field, message } of storageFaults(token))
    faults.push({ field: `overrideData.context.token.${field}`, message })
  return { name: name ?? newTxnId(now), email, phone, token, ttlSeconds }
}

/** Where it is said, an address must be one. */
export function checkAddresses(
  place: string,
  {
    email,
    phone,
  }: { readonly email?: string | null | undefined; readonly phone?: string | null | undefined },
  now: Date,
  faults: Fault[],
): void {
  if (typeof email === 'string' && readAddress(email, 'email', now) === undefined)
    faults.push({ field: `${place}email`, message: 'must be an e-mail address' })
  if (typeof phone === 'string' && readAddress(phone, 'sms', now) === undefined)
    faults.push({ field: `${place}phone`, message: 'must be a phone number in E.164 form' })
}

/** A UUID whose first 64 bits are the milliseconds since 1970 at which the order came. */
function newTxnId(now: Date): string {
  const time = now.getTime().toString(16).padStart(16, '0')
  const rest = randomBytes(8).toString('hex')
  return [time.slice(0, 8), time.slice(8, 12), time.slice(12), rest.slice(0, 4), rest.slice(4)].join('-')
}

/** The same value has the same text, in whatever order its names came. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}
