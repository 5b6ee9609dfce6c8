import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { AutomationState } from './automation.ts'
import type { Definition } from './definition.ts'

export interface VersionRow {
  readonly automation_id: string
  readonly version: number
  readonly key: string
  readonly definition: Definition
}

/** The definitions with these keys. */
export async function selectDefinitions(
  db: Db,
  tenantId: string,
  keys: readonly string[],
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select automation_id, version, key, definition from automation_versions
    where tenant_id = ${tenantId} and key = any(${keys}::uuid[])`.execute(db)
  return rows
}

export interface VersionName {
  readonly automationId: string
  readonly version: number
}

/** The keys of versions, by which their definitions are kept in memory. */
export async function selectVersionKeys(
  tx: Tx,
  tenantId: string,
  names: readonly VersionName[],
): Promise<{ automation_id: string; version: number; key: string }[]> {
  const { rows } = await sql<{ automation_id: string; version: number; key: string }>`
    select automation_id, version, key
    from unnest(${names.map(name => name.automationId)}::uuid[], ${names.map(name => name.version)}::int[])
      as name (of_automation, number)
    cross join lateral (
      select automation_id, version, key from automation_versions
      where tenant_id = ${tenantId} and automation_id = of_automation and version = number limit 1
    ) stored`.execute(tx)
  return rows
}

export interface StandingRow {
  readonly id: string
  readonly state: AutomationState
  readonly version: number
  readonly key: string
  readonly after_interaction: number
  readonly after_event: number
}

/** All automations of a tenant with the key of their newest version: what a consumer asks of every stretch. */
export async function selectStanding(tx: Tx, tenantId: string): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`/* select_standing_automations */
    select automation.id, state, automation.version, key, after_interaction, after_event
    from automations automation
    join automation_versions version on version.tenant_id = automation.tenant_id
      and version.automation_id = automation.id and version.version = automation.version
    where automation.tenant_id = ${tenantId} order by automation.id`.execute(tx)
  return rows
}
