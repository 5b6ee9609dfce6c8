import Type from 'typebox'
import { listConsentDefinitions } from '../../../domain/contacts/define-consent.ts'
import { operation } from '../../../http/operation.ts'
import { ConsentModel, toWireConsent } from './translate.ts'

/** There are two hundred at most: all of them, by id. */
export const listConsents = operation({
  method: 'GET',
  path: '/consents',
  name: 'listConsents',
  summary: 'What contacts can consent to',
  tag: 'Definitions',
  scope: 'contacts:read',
  replies: { 200: Type.Object({ items: Type.Array(ConsentModel) }) },
  async handle({ db, caller }) {
    const definitions = await listConsentDefinitions(db, caller.tenant)
    return { status: 200, body: { items: definitions.map(toWireConsent) } }
  },
})
