import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { holdFiles } from '../attachments/keep-file.ts'
import { type Answer, inOrder } from './answer.ts'
import { surveyClosed, surveyNotFound } from './errors.ts'
import { findRespondent } from './find-respondent.ts'
import type { Respondent } from './respondent.ts'
import type { Activity, CustomData, SurveyResponse } from './response.ts'
import { responseFact } from './response-fact.ts'
import { insertResponse } from './responses.sql.ts'
import type { SurveyVersion } from './survey.ts'
import { holdSurvey } from './surveys.sql.ts'

export interface NewResponse {
  /** Already checked against the version. */
  readonly answers: readonly Answer[]
  readonly customData: CustomData
  readonly activity: Activity
  readonly respondent: Respondent | undefined
  /** Where this server is reached, if that is known: who is told of the response finds its files there. */
  readonly publicUrl: string | null
}

/**
 * Keeps a response, gives its files their holder and tells the fact. It is of the contact that the respondent names, or
 * of nobody when there is none such. Throws `survey-not-found`, `survey-closed`.
 */
export async function recordResponse(
  tx: Tx,
  tenant: Tenant,
  { surveyId, version, definition }: SurveyVersion,
  { respondent, answers: given, customData, activity, publicUrl }: NewResponse,
  at: Date,
): Promise<SurveyResponse> {
  await lockEvents(tx, [tenant.id])
  const survey = await holdSurvey(tx, tenant.id, surveyId)
  if (!survey) throw surveyNotFound()
  if (!survey.is_open) throw surveyClosed()
  const contactId = (respondent && (await findRespondent(tx, tenant, respondent, at))) ?? null
  const answers = inOrder(definition, given)
  const { title } = definition
  const response = {
    id: newId(),
    surveyId,
    version,
    title,
    contactId,
    answers,
    customData,
    activity,
    submittedAt: at,
  }
  await insertResponse(tx, tenant.id, response)
  const files = answers.flatMap(({ value }) => (value.kind === 'file' ? [value.file] : []))
  await holdFiles(tx, tenant, files, { kind: 'response', id: response.id })
  await appendEvents(tx, [responseFact(tenant.id, response, publicUrl)])
  return response
}
