import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readRuleWorld } from '../segments/rule-world.ts'
import { type AutomationWithDefinition, type Layout, mostAutomations, mostLayoutBytes } from './automation.ts'
import { automationFact } from './automation-facts.ts'
import {
  countAutomations,
  deleteAutomationRow,
  deleteRunsOf,
  insertAutomation,
  insertVersion,
  isNameTaken,
  lockAutomation,
  updateAutomation,
} from './automations.sql.ts'
import {
  automationInvalid,
  automationNameTaken,
  automationNotFound,
  automationStateWrong,
  tooManyAutomations,
} from './errors.ts'
import { moveRuns } from './move-runs.ts'
import { nextStartOf } from './occasions.ts'
import { readAutomation } from './read-automations.ts'
import { readDefinition } from './read-definition.ts'
import { missingReferences } from './references.ts'

export interface NewAutomation {
  readonly name: string
  readonly description?: string | undefined
  readonly definition: unknown
  readonly layout?: Layout | undefined
}

/** Makes a draft. Throws `automation-invalid`, `automation-name-taken` or `too-many-automations`. */
export async function createAutomation(
  tx: Tx,
  tenant: Tenant,
  { name, description = '', definition: input, layout = {} }: NewAutomation,
  at: Date,
  { actor }: Pick<Deed, 'actor'> = {},
): Promise<AutomationWithDefinition> {
  await lockEvents(tx, [tenant.id])
  checkTexts(name, description, layout)
  const definition = readDefinition(input, await readRuleWorld(tx, tenant))
  if ((await countAutomations(tx, tenant.id)) >= mostAutomations) throw tooManyAutomations(mostAutomations)
  const id = newId()
  const row = { id, name, description, layout: JSON.stringify(layout) }
  if (!(await insertAutomation(tx, tenant.id, row, at))) throw automationNameTaken(name)
  await insertVersion(tx, tenant.id, { automationId: id, version: 1, key: newId(), definition }, at)
  await appendEvents(tx, [
    automationFact(tenant.id, 'created', { id, name, definitionVersion: 1 }, at, actor),
  ])
  await announceChange(tx, tenant.id)
  return readAutomation(tx, tenant.id, id)
}

export interface AutomationPatch {
  readonly name?: string | undefined
  readonly description?: string | undefined
  readonly definition?: unknown
  /** Replaces the whole one. Makes no version. */
  readonly layout?: Layout | undefined
  /** Whether runs that stand at a step which the new version has, too, go on there. Others stay on their version. */
  readonly movesRuns?: boolean | undefined
}

/**
 * Edits an automation. A definition makes a new version, on which new runs start from now on, whatever the state.
 * Throws as `createAutomation` does, and `automation-not-found`.
 */
export async function editAutomation(
  tx: Tx,
  tenant: Tenant,
  id: string,
  patch: AutomationPatch,
  at: Date,
  { admit, actor }: Deed = {},
): Promise<AutomationWithDefinition> {
  await lockEvents(tx, [tenant.id]) // as whoever moves runs does, before he has their rows
  const before = await hold(tx, tenant.id, id, admit)
  const { name = before.name, description = before.description, layout } = patch
  checkTexts(name, description, layout)
  if (await isNameTaken(tx, tenant.id, name, before.id)) throw automationNameTaken(name)
  const texts = { name, description, ...(layout && { layout: JSON.stringify(layout) }) }
  if (patch.definition === undefined) {
    await updateAutomation(tx, tenant.id, before.id, texts, at)
    return told(tx, tenant.id, before.id, at, actor)
  }
  const world = await readRuleWorld(tx, tenant)
  const definition = readDefinition(patch.definition, world)
  const isLive = before.state === 'running' || before.state === 'paused'
  const missing = isLive ? await missingReferences(tx, tenant, definition, world) : []
  if (missing.length > 0) throw automationInvalid(missing)
  const version = before.version + 1
  await insertVersion(tx, tenant.id, { automationId: before.id, version, key: newId(), definition }, at)
  const nextStartAt = isLive ? nextStartOf(definition.entry, at, tenant.settings.timeZone) : null
  await updateAutomation(tx, tenant.id, before.id, { ...texts, version, next_start_at: nextStartAt }, at)
  if (patch.movesRuns) await moveRuns(tx, tenant.id, { id: before.id, version, definition }, at)
  return told(tx, tenant.id, before.id, at, actor)
}

/** The automation as it is now, which the log tells was edited. */
async function told(tx: Tx, tenantId: string, id: string, at: Date, actor: string | undefined) {
  const automation = await readAutomation(tx, tenantId, id)
  await appendEvents(tx, [automationFact(tenantId, 'updated', automation, at, actor)])
  await announceChange(tx, tenantId)
  return automation
}

/** Takes an automation away that is a draft or stopped, with its runs. Messages that it sent stay. */
export async function deleteAutomation(
  tx: Tx,
  tenant: Tenant,
  id: string,
  at: Date,
  { admit, actor }: Deed = {},
): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const before = await hold(tx, tenant.id, id, admit)
  if (before.state === 'running' || before.state === 'paused')
    throw automationStateWrong('deleted', before.state)
  await deleteRunsOf(tx, tenant.id, before.id)
  await deleteAutomationRow(tx, tenant.id, before.id)
  const gone = { id: before.id, name: before.name, definitionVersion: before.version }
  await appendEvents(tx, [automationFact(tenant.id, 'deleted', gone, at, actor)])
  await announceChange(tx, tenant.id)
}

/** How something is done to an automation. */
export interface Deed {
  /** Is given the present version, under a lock, and may throw. */
  admit?(version: number): void
  /** Who does it, as the audit trail names them. */
  readonly actor?: string
}

/** Locks it, so that its changes come one after another, and answers what it is. */
export async function hold(tx: Tx, tenantId: string, id: string, admit: Deed['admit']) {
  const row = isUuid(id) ? await lockAutomation(tx, tenantId, id) : undefined
  if (!row) throw automationNotFound(id.slice(0, 100))
  admit?.(row.revision)
  const { definition } = await readAutomation(tx, tenantId, row.id)
  return { ...row, definition }
}

function checkTexts(name: string, description: string, layout: Layout = {}) {
  const faults = [
    ...(name.trim() === '' || name.length > 200 || !isStorableText(name)
      ? [{ field: '/name', message: 'must have 1 to 200 characters' }]
      : []),
    ...(description.length > 2000 || !isStorableText(description)
      ? [{ field: '/description', message: 'must not have more than 2000 characters' }]
      : []),
    ...storageFaults(layout).map(({ field, message }) => ({ field: `/layout${field}`, message })),
    ...(Buffer.byteLength(JSON.stringify(layout)) > mostLayoutBytes
      ? [{ field: '/layout', message: `must not be longer than ${mostLayoutBytes} bytes` }]
      : []),
  ]
  if (faults.length > 0) throw automationInvalid(faults)
}
