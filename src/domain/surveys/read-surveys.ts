import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { surveyNotFound } from './errors.ts'
import { fromRow, fromVersionRow, type Survey, type SurveyVersion } from './survey.ts'
import { selectSurvey, selectSurveyPage, selectSurveyVersion, selectSurveyVersions } from './surveys.sql.ts'

/** Throws `survey-not-found`. */
export async function readSurvey(db: Db, tenant: Tenant, surveyId: string): Promise<Survey> {
  return (await readSurveyWithSecret(db, tenant, surveyId)).survey
}

/** The secret signs tokens that say who answers: it is shown to nobody. Throws `survey-not-found`. */
export async function readSurveyWithSecret(
  db: Db,
  tenant: Tenant,
  surveyId: string,
): Promise<{ survey: Survey; secret: string }> {
  const row = isUuid(surveyId) ? await selectSurvey(db, tenant.id, surveyId) : undefined
  if (!row) throw surveyNotFound()
  return { survey: fromRow(row), secret: row.secret }
}

/** What was asked in a version. Throws `survey-not-found`. */
export async function readSurveyVersion(
  db: Db,
  tenant: Tenant,
  surveyId: string,
  version: number,
): Promise<SurveyVersion> {
  const isNumber = Number.isInteger(version) && version >= 1 && version <= 2_147_483_647
  const row =
    isNumber && isUuid(surveyId) ? await selectSurveyVersion(db, tenant.id, surveyId, version) : undefined
  if (!row) throw surveyNotFound()
  return fromVersionRow(row)
}

/** The newest two hundred, the newest first. Throws `survey-not-found`. */
export async function listSurveyVersions(db: Db, tenant: Tenant, surveyId: string): Promise<SurveyVersion[]> {
  const { id } = await readSurvey(db, tenant, surveyId)
  return (await selectSurveyVersions(db, tenant.id, id)).map(fromVersionRow)
}

/** In the order in which they were made. Throws `cursor-invalid`. */
export async function listSurveys(
  db: Db,
  tenant: Tenant,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Survey>> {
  const [after] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectSurveyPage(db, tenant.id, after, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}
