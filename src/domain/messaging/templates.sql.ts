import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { CheckedTemplate } from './check-template.ts'

const toRow = (template: CheckedTemplate) => ({
  name: template.name,
  channel: template.channel,
  is_transactional: template.isTransactional,
  consent_ids: [...template.consentIds],
  subject: template.subject,
  mjml: template.mjml,
  html: template.html,
  text: template.text,
  payload: template.payload && JSON.stringify(template.payload),
  sender: JSON.stringify(template.sender),
  tracks_opens: template.tracksOpens,
  tracks_links: template.tracksLinks,
  variables: [...template.variables],
})

export const insertTemplate = (tx: Tx, tenantId: string, id: string, template: CheckedTemplate, at: Date) =>
  tx
    .insertInto('message_templates')
    .values({ tenant_id: tenantId, id, ...toRow(template), created_at: at, updated_at: at })
    .returningAll()
    .executeTakeFirstOrThrow()

export const updateTemplateRow = (
  tx: Tx,
  tenantId: string,
  id: string,
  template: CheckedTemplate,
  at: Date,
) =>
  tx
    .updateTable('message_templates')
    .set({ ...toRow(template), version: sql`version + 1`, updated_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export const lockTemplate = (tx: Tx, tenantId: string, id: string) =>
  tx
    .selectFrom('message_templates')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export const markTemplateDeleted = (tx: Tx, tenantId: string, id: string, at: Date) =>
  tx
    .updateTable('message_templates')
    .set({ deleted_at: at, version: sql`version + 1`, updated_at: at })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute()

/** In no order; those that are deleted or not there are left out. */
export const selectTemplates = (db: Db, tenantId: string, ids: readonly string[]) =>
  db
    .selectFrom('message_templates')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('deleted_at', 'is', null)
    .execute()

/** By id, after one. */
export const selectTemplatePage = (db: Db, tenantId: string, after: string | undefined, count: number) =>
  db
    .selectFrom('message_templates')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('deleted_at', 'is', null)
    .$if(after !== undefined, query => query.where('id', '>', after!))
    .orderBy('id')
    .limit(count)
    .execute()
