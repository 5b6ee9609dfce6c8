import Type from 'typebox'
import { readContactOrHeir } from '../../../domain/contacts/read-contact-or-heir.ts'
import { readSurveyWithSecret } from '../../../domain/surveys/read-surveys.ts'
import { writeRespondent } from '../../../domain/surveys/respondent.ts'
import { operation } from '../../../http/operation.ts'
import { surveyParams } from './translate.ts'

const dayMs = 86_400_000

/** The page of a survey for one contact: what is answered there is the contact's. Nothing is stored. */
export const createSurveyLink = operation({
  method: 'POST',
  path: '/surveys/{surveyId}/links',
  name: 'createSurveyLink',
  summary: 'A link to a survey for one contact',
  tag: 'Surveys',
  scope: 'surveys:write',
  isNeverStored: true,
  params: surveyParams,
  body: Type.Object(
    {
      contactId: Type.String(),
      days: Type.Optional(
        Type.Integer({ minimum: 1, maximum: 366, description: 'How long it is good for. Without it: 30.' }),
      ),
    },
    { additionalProperties: false },
  ),
  replies: {
    200: Type.Object({
      url: Type.String(),
      token: Type.String({ description: 'The same for the attribute `respondent` of the form.' }),
      expiresAt: Type.String({ format: 'date-time' }),
    }),
  },
  errors: ['survey-not-found', 'contact-not-found', 'contact-merged'],
  async handle({ db, caller: { tenant }, clock, params, body, href }) {
    const { survey, secret } = await readSurveyWithSecret(db, tenant, params.surveyId)
    const { id } = await readContactOrHeir(db, tenant, body.contactId)
    const expiresAt = new Date(clock.wall().getTime() + (body.days ?? 30) * dayMs)
    const token = writeRespondent(secret, id, expiresAt)
    const url = `${href(`/forms/${tenant.slug}/${survey.id}/page`)}#t=${token}`
    return { status: 200, body: { url, token, expiresAt: expiresAt.toISOString() } }
  },
})
