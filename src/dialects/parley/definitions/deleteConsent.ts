import Type from 'typebox'
import { noteAudit } from '../../../domain/accounts/note-audit.ts'
import { removeConsentDefinition } from '../../../domain/contacts/define-consent.ts'
import { consentNotFound } from '../../../domain/contacts/errors.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'

/** Contacts keep the answers that they gave. */
export const deleteConsent = operation({
  method: 'DELETE',
  path: '/consents/{consentId}',
  name: 'deleteConsent',
  summary: 'Take a consent out of what contacts are asked',
  tag: 'Definitions',
  scope: 'tenant:write',
  params: Type.Object({ consentId: Type.String() }),
  replies: { 204: null },
  errors: ['consent-not-found'],
  async handle({ write, clock, caller, params: { consentId } }) {
    await write(async tx => {
      const isGone = await removeConsentDefinition(tx, caller.tenant, consentId)
      if (!isGone) throw consentNotFound(consentId)
      const deed = { action: 'consent.deleted', subject: consentId, details: {} }
      await noteAudit(tx, caller.tenant.id, byOf(caller, clock), deed)
    })
    return { status: 204 }
  },
})
