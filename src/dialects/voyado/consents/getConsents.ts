import Type from 'typebox'
import { listConsentDefinitions } from '../../../domain/contacts/define-consent.ts'
import { operation } from '../../../http/operation.ts'

const Texts = Type.Record(Type.String(), Type.String(), { description: 'By language, such as sv-SE.' })

/** Voyado Engage › Consents › GET consents. */
export const getConsents = operation({
  method: 'GET',
  path: '/consents',
  name: 'Consents_GetConsents',
  summary: 'List the consents that contacts can give',
  tag: 'Contacts',
  scope: 'contacts:read',
  replies: {
    200: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        metaData: Type.Object({ displayText: Texts, linkText: Texts, conditionText: Texts }),
      }),
    ),
  },
  async handle({ db, caller }) {
    const definitions = await listConsentDefinitions(db, caller.tenant)
    const body = definitions.map(({ id, name, displayText, linkText, conditionText }) => ({
      id,
      name,
      metaData: {
        displayText: { ...displayText },
        linkText: { ...linkText },
        conditionText: { ...conditionText },
      },
    }))
    return { status: 200, body }
  },
})
