import Type from 'typebox'
import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { makeVisitorToken } from '../../../domain/messaging/visitor.ts'
import { operation } from '../../../http/operation.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { addDuration, isBetween, isDuration } from '../../../kernel/duration.ts'
import { contactParams } from '../contacts/translate.ts'
import { escapeText } from '../escape-text.ts'

const [least, usual, most] = ['PT1M', 'PT24H', 'P30D'] as const

/** Whoever holds the token sees what is on show for the contact. Its time is the machine's, whatever the tenant's clock says. */
export const createVisitorToken = operation({
  method: 'POST',
  path: '/contacts/{contactId}/visitorTokens',
  name: 'createVisitorToken',
  summary: 'A token by which a page or an app shows what there is for a contact',
  tag: 'Messages',
  scope: 'messages:write',
  isNeverStored: true,
  isBodyOptional: true,
  params: contactParams,
  body: Type.Object(
    {
      validFor: Type.Optional(
        Type.String({ description: `An ISO 8601 duration, at most ${most}. Without it: ${usual}.` }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: {
    200: Type.Object({
      token: Type.String({ description: 'For `Authorization: Bearer`.' }),
      expiresAt: Type.String({ format: 'date-time' }),
      snippet: Type.String({ description: 'HTML for the page, with the token in it.' }),
    }),
  },
  errors: ['contact-id-invalid', 'contact-not-found', 'contact-merged', 'input-invalid'],
  async handle({ db, write, caller: { tenant }, clock, params, body, href }) {
    const { validFor = usual } = body
    if (!isDuration(validFor) || !isBetween(validFor, least, most))
      throw inputInvalid([
        { field: 'validFor', message: `must be an ISO 8601 duration from ${least} to ${most}` },
      ])
    const { id } = await readContactOrHeir(db, tenant, params.contactId)
    const until = addDuration(clock.wall(), validFor, tenant.settings.timeZone)
    const expiresAt = new Date(Math.floor(until.getTime() / 1000) * 1000) // as the token has it
    const token = await write(tx => makeVisitorToken(tx, tenant.id, id, expiresAt))
    const snippet = `<script src="${escapeText(href('/content.js'))}" data-token="${token}" defer></script>`
    return { status: 200, body: { token, expiresAt: expiresAt.toISOString(), snippet } }
  },
})
