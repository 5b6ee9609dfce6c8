import Type from 'typebox'
import { noteAudit } from '../../../domain/accounts/note-audit.ts'
import { defineConsent as define } from '../../../domain/contacts/define-consent.ts'
import { operation } from '../../../http/operation.ts'
import { byOf } from '../actor.ts'
import { ConsentBody, ConsentModel, toWireConsent } from './translate.ts'

/** Answers that contacts gave to it, before it was defined too, stay as they are. */
export const defineConsent = operation({
  method: 'PUT',
  path: '/consents/{consentId}',
  name: 'defineConsent',
  summary: 'Define a consent, or define it anew',
  tag: 'Definitions',
  scope: 'tenant:write',
  params: Type.Object({ consentId: Type.String() }),
  body: ConsentBody,
  replies: { 200: ConsentModel },
  errors: ['input-invalid'],
  async handle({ write, clock, caller, params: { consentId }, body }) {
    const { name, isMandatory, displayText = {}, linkText = {}, conditionText = {} } = body
    const consent = { id: consentId, name, isMandatory, displayText, linkText, conditionText }
    await write(async tx => {
      await define(tx, caller.tenant, consent)
      const deed = { action: 'consent.defined', subject: consentId, details: { name, isMandatory } }
      await noteAudit(tx, caller.tenant.id, byOf(caller, clock), deed)
    })
    return { status: 200, body: toWireConsent(consent) }
  },
})
