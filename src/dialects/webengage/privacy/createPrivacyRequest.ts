import type { ContactExport } from '../../../domain/contacts/export-contact.ts'
import { requestPrivacy } from '../../../domain/contacts/request-privacy.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { Account, Format } from '../container.ts'
import { toCustomName } from '../fields.ts'
import { factsOf, PrivacyBody, readRequest, Told } from './translate.ts'

/** WebEngage › OpenGDPR › Create a request. What is kept of a user is in the answer to portability. */
export const createPrivacyRequest = operation({
  method: 'POST',
  path: '/accounts/{licenseCode}/opengdpr_requests',
  name: 'createPrivacyRequest',
  summary: 'Ask for erasure, restriction, re-enabling or a copy of what is kept of a user',
  tag: 'Privacy',
  scope: 'privacy:write',
  rateLimit: 'privacy',
  versions: ['v1'],
  params: Account,
  query: Format,
  body: PrivacyBody,
  replies: { 201: Told },
  async handle({ caller: { tenant, key }, body, write, now, clock }) {
    const request = readRequest(body)
    const input = { ...request, actor: `key:${key?.id}` }
    const kept = await write(tx => requestPrivacy(tx, tenant, input, now, clock.wall())).catch(toBadRequest)
    return {
      status: 201,
      body: {
        ...factsOf(request),
        message: `${request.kind} request registered`,
        ...(kept && { data: toData(request.userId, kept) }),
      },
    }
  },
})

/** Of somebody unknown the vendor says 400 here. */
function toBadRequest(error: { code?: string }): never {
  if (error.code !== 'user-not-found') throw error
  throw inputInvalid([
    { field: 'subject_identities.0.identity_value', message: 'is not the id of a known user' },
  ])
}

function toData(userId: string, { contact, kept }: ContactExport) {
  const attributes = Object.entries(contact.attributes)
  const custom = attributes.flatMap(([name, value]) => {
    const own = toCustomName(name)
    return own === undefined ? [] : [[own, value] as const]
  })
  const system = attributes.filter(([name]) => toCustomName(name) === undefined)
  return {
    userId,
    ...Object.fromEntries(system),
    attributes: Object.fromEntries(custom),
    preferences: contact.preferences,
    kept: Object.fromEntries([...kept].map(([name, json]) => [name, JSON.parse(json)])),
  }
}
