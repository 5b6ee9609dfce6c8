import type { Db, Tx } from '../../storage/driver.ts'
import type { SurveyResponse } from './response.ts'

export const insertResponse = (tx: Tx, tenantId: string, response: SurveyResponse) =>
  tx
    .insertInto('survey_responses')
    .values({
      tenant_id: tenantId,
      id: response.id,
      survey_id: response.surveyId,
      version: response.version,
      title: response.title,
      contact_id: response.contactId,
      answers: JSON.stringify(response.answers),
      custom_data: JSON.stringify(response.customData),
      activity: JSON.stringify(response.activity),
      submitted_at: response.submittedAt,
    })
    .execute()

export const selectResponse = (db: Db, tenantId: string, id: string) =>
  db
    .selectFrom('survey_responses')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .executeTakeFirst()

/** The newest first. */
export async function selectResponsePage(
  db: Db,
  tenantId: string,
  surveyId: string,
  before: string | undefined,
  limit: number,
) {
  let query = db
    .selectFrom('survey_responses')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('survey_id', '=', surveyId)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}

export const deleteResponseRow = (tx: Tx, tenantId: string, id: string) =>
  tx
    .deleteFrom('survey_responses')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returning(['survey_id', 'contact_id'])
    .executeTakeFirst()
