import type { Db, Tx } from '../../storage/driver.ts'
import type { Survey } from './survey.ts'

export const insertSurvey = (tx: Tx, tenantId: string, survey: Survey, secret: string) =>
  tx
    .insertInto('surveys')
    .values({
      tenant_id: tenantId,
      id: survey.id,
      version: survey.version,
      name: survey.name,
      definition: JSON.stringify(survey.definition),
      is_open: survey.isOpen,
      origins: [...survey.origins],
      secret,
      created_at: survey.createdAt,
      updated_at: survey.updatedAt,
    })
    .execute()

export const insertSurveyVersion = (
  tx: Tx,
  tenantId: string,
  { id, version, definition, updatedAt }: Survey,
) =>
  tx
    .insertInto('survey_versions')
    .values({
      tenant_id: tenantId,
      survey_id: id,
      version,
      definition: JSON.stringify(definition),
      created_at: updatedAt,
    })
    .execute()

export const updateSurvey = (tx: Tx, tenantId: string, survey: Survey) =>
  tx
    .updateTable('surveys')
    .set({
      version: survey.version,
      name: survey.name,
      definition: JSON.stringify(survey.definition),
      is_open: survey.isOpen,
      origins: [...survey.origins],
      updated_at: survey.updatedAt,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', survey.id)
    .execute()

export const updateSecret = (tx: Tx, tenantId: string, surveyId: string, secret: string) =>
  tx
    .updateTable('surveys')
    .set({ secret })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', surveyId)
    .executeTakeFirst()

export const deleteSurveyRow = (tx: Tx, tenantId: string, surveyId: string) =>
  tx.deleteFrom('surveys').where('tenant_id', '=', tenantId).where('id', '=', surveyId).executeTakeFirst()

export async function countSurveys(tx: Tx, tenantId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('surveys')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('tenant_id', '=', tenantId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const selectSurvey = (db: Db, tenantId: string, surveyId: string) =>
  db
    .selectFrom('surveys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', surveyId)
    .executeTakeFirst()

export const lockSurvey = (tx: Tx, tenantId: string, surveyId: string) =>
  tx
    .selectFrom('surveys')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', surveyId)
    .forUpdate()
    .executeTakeFirst()

/** Held against deletion until the transaction ends. */
export const holdSurvey = (tx: Tx, tenantId: string, surveyId: string) =>
  tx
    .selectFrom('surveys')
    .select('is_open')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', surveyId)
    .forShare()
    .executeTakeFirst()

export async function selectSurveyPage(db: Db, tenantId: string, after: string | undefined, limit: number) {
  let query = db.selectFrom('surveys').selectAll().where('tenant_id', '=', tenantId)
  if (after !== undefined) query = query.where('id', '>', after)
  return query.orderBy('id').limit(limit).execute()
}

export const selectSurveyVersions = (db: Db, tenantId: string, surveyId: string) =>
  db
    .selectFrom('survey_versions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('survey_id', '=', surveyId)
    .orderBy('version', 'desc')
    .limit(200)
    .execute()

export const selectSurveyVersion = (db: Db, tenantId: string, surveyId: string, version: number) =>
  db
    .selectFrom('survey_versions')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('survey_id', '=', surveyId)
    .where('version', '=', version)
    .executeTakeFirst()
