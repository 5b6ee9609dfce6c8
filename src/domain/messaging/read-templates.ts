import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { templateNotFound } from './errors.ts'
import { fromRow, type Template } from './template.ts'
import { selectTemplatePage, selectTemplates } from './templates.sql.ts'

/** Throws `template-not-found`. */
export async function readTemplate(db: Db, tenantId: string, templateId: string): Promise<Template> {
  const [row] = isUuid(templateId) ? await selectTemplates(db, tenantId, [templateId]) : []
  if (!row) throw templateNotFound(templateId.slice(0, 100))
  return fromRow(row)
}

/** In the order in which they were made. Throws `cursor-invalid`. */
export async function listTemplates(
  db: Db,
  tenantId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<Page<Template>> {
  const [after] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectTemplatePage(db, tenantId, after, limit + 1)
  return toPage(rows.map(fromRow), limit, ({ id }) => [id])
}
