import { isUuid, newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import type { CheckedTemplate } from './check-template.ts'
import { templateNotFound } from './errors.ts'
import { fromRow, type Template } from './template.ts'
import { insertTemplate, lockTemplate, markTemplateDeleted, updateTemplateRow } from './templates.sql.ts'

/** Saves a template that was checked. */
export async function createTemplate(
  tx: Tx,
  tenantId: string,
  template: CheckedTemplate,
  at: Date,
): Promise<Template> {
  return fromRow(await insertTemplate(tx, tenantId, newId(), template, at))
}

/**
 * Replaces a template; what waits to be sent is sent as the template then is. `admit` is given the present one, under a
 * lock, and may throw. Throws `template-not-found`.
 */
export async function replaceTemplate(
  tx: Tx,
  tenantId: string,
  templateId: string,
  template: CheckedTemplate,
  at: Date,
  admit: (present: Template) => void = () => {},
): Promise<Template> {
  admit(await presentTemplate(tx, tenantId, templateId))
  return fromRow(await updateTemplateRow(tx, tenantId, templateId, template, at))
}

/** Deletes a template. What still waits with it fails. Throws `template-not-found`. */
export async function deleteTemplate(
  tx: Tx,
  tenantId: string,
  templateId: string,
  at: Date,
  admit: (present: Template) => void = () => {},
): Promise<void> {
  admit(await presentTemplate(tx, tenantId, templateId))
  await markTemplateDeleted(tx, tenantId, templateId, at)
}

async function presentTemplate(tx: Tx, tenantId: string, templateId: string): Promise<Template> {
  const row = isUuid(templateId) ? await lockTemplate(tx, tenantId, templateId) : undefined
  if (!row) throw templateNotFound(templateId.slice(0, 100))
  return fromRow(row)
}
