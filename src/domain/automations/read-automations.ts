import { isUuid } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import type { Db } from '../../storage/driver.ts'
import { type AutomationState, type AutomationWithDefinition, fromRow } from './automation.ts'
import { selectAutomations, selectVersions } from './automations.sql.ts'
import type { Definition } from './definition.ts'
import { automationNotFound, automationVersionNotFound } from './errors.ts'

/** Throws `automation-not-found`. */
export async function readAutomation(
  db: Db,
  tenantId: string,
  id: string,
): Promise<AutomationWithDefinition> {
  const [row] = isUuid(id) ? await selectAutomations(db, tenantId, { id }) : []
  if (!row) throw automationNotFound(id.slice(0, 100))
  return { ...fromRow(row), definition: row.definition as Definition }
}

export interface AutomationsQuery {
  readonly limit: number
  readonly cursor?: string | undefined
  /** What the name or the description has in it. */
  readonly words?: string | undefined
  readonly state?: AutomationState | 'failing' | undefined
}

/** In the order in which they were made. Throws `cursor-invalid`. */
export async function listAutomations(
  db: Db,
  tenantId: string,
  { limit, cursor, words, state }: AutomationsQuery,
): Promise<Page<AutomationWithDefinition>> {
  const [after] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectAutomations(db, tenantId, { after, words, state, limit: limit + 1 })
  const all = rows.map(row => ({ ...fromRow(row), definition: row.definition as Definition }))
  return toPage(all, limit, ({ id }) => [id])
}

export interface DefinitionVersion {
  readonly definitionVersion: number
  readonly definition: Definition
  readonly createdAt: Date
}

/** The newest first. Throws `automation-not-found` or `cursor-invalid`. */
export async function listVersions(
  db: Db,
  tenantId: string,
  automationId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<DefinitionVersion>> {
  const { id } = await readAutomation(db, tenantId, automationId)
  const [below] = readPlace(cursor, [part => /^\d{1,9}$/.test(part)]) ?? []
  const rows = await selectVersions(db, tenantId, id, {
    below: below === undefined ? undefined : Number(below),
    limit: limit + 1,
  })
  return toPage(rows.map(toVersion), limit, each => [String(each.definitionVersion)])
}

/** Throws `automation-version-not-found`. */
export async function readVersion(
  db: Db,
  tenantId: string,
  automationId: string,
  version: number,
): Promise<DefinitionVersion> {
  const [row] = isUuid(automationId) ? await selectVersions(db, tenantId, automationId, { version }) : []
  if (!row) throw automationVersionNotFound(automationId.slice(0, 100), version)
  return toVersion(row)
}

const toVersion = (row: Awaited<ReturnType<typeof selectVersions>>[number]): DefinitionVersion => ({
  definitionVersion: row.version,
  definition: row.definition as unknown as Definition,
  createdAt: row.created_at,
})
