import type { NewEvent } from '../../storage/log/events.ts'
import type { SurveyResponse } from './response.ts'

/**
 * The fact of a response. What segments and automations may ask for stands in front: the grade, and the answers by
 * question. All of it is under `data`, which is taken out when the contact is erased.
 */
export function responseFact(tenantId: string, response: SurveyResponse, publicUrl: string | null): NewEvent {
  const { id, surveyId, version, title, contactId, answers, customData, activity, submittedAt: at } = response
  const scores = answers.flatMap(({ value }) => (value.kind === 'score' ? [value.value] : []))
  const data = {
    responseId: id,
    surveyId,
    version,
    title,
    grade: scores[0] ?? null,
    data: { answers, customData, activity, publicUrl },
  }
  return { tenantId, type: 'survey.answered', ...(contactId && { contactId }), data, at }
}
