import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { responseNotFound } from './errors.ts'
import { readSurvey } from './read-surveys.ts'
import { fromRow, type SurveyResponse } from './response.ts'
import { deleteResponseRow, selectResponse, selectResponsePage } from './responses.sql.ts'

/** Throws `survey-response-not-found`. */
export async function readResponse(db: Db, tenant: Tenant, responseId: string): Promise<SurveyResponse> {
  const row = isUuid(responseId) ? await selectResponse(db, tenant.id, responseId) : undefined
  if (!row) throw responseNotFound()
  return fromRow(row)
}

/** The newest first. Throws `survey-not-found`, `cursor-invalid`. */
export async function listResponses(
  db: Db,
  tenant: Tenant,
  surveyId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<SurveyResponse>> {
  const [before] = readPlace(cursor, [isUuid]) ?? []
  const { id: known } = await readSurvey(db, tenant, surveyId)
  const rows = await selectResponsePage(db, tenant.id, known, before, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}

/** Its files go, too, in a while. Throws `survey-response-not-found`. */
export async function deleteResponse(tx: Tx, tenant: Tenant, responseId: string, at: Date): Promise<void> {
  const { id, surveyId, contactId } = await readResponse(tx, tenant, responseId)
  await deleteResponseRow(tx, tenant.id, id)
  const fact = {
    tenantId: tenant.id,
    type: 'survey.response-deleted',
    data: { responseId: id, surveyId },
    at,
  }
  await appendEvents(tx, [{ ...fact, ...(contactId && { contactId }) }])
}
