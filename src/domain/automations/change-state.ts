import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { announceChange } from '../accounts/announce-change.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readRuleWorld } from '../segments/rule-world.ts'
import { insertAudienceStart } from './audience-starts.sql.ts'
import type { AutomationState, AutomationWithDefinition } from './automation.ts'
import { type AutomationFact, automationFact } from './automation-facts.ts'
import { skipToHeads, updateAutomation } from './automations.sql.ts'
import { deleteWaitingEvents } from './business-events.sql.ts'
import type { Definition, FactEntry } from './definition.ts'
import { automationInvalid, automationStateWrong } from './errors.ts'
import { nextStartOf } from './occasions.ts'
import { readAutomation } from './read-automations.ts'
import { missingReferences } from './references.ts'
import { type Deed, hold } from './write-automations.ts'

export type StateAction = 'start' | 'pause' | 'resume' | 'stop'

interface Change {
  readonly from: readonly AutomationState[]
  readonly to: AutomationState
  readonly past: Extract<AutomationFact, 'started' | 'paused' | 'resumed' | 'stopped'>
}

const changes: Readonly<Record<StateAction, Change>> = {
  start: { from: ['draft', 'stopped'], to: 'running', past: 'started' },
  pause: { from: ['running'], to: 'paused', past: 'paused' },
  resume: { from: ['paused'], to: 'running', past: 'resumed' },
  stop: { from: ['running', 'paused'], to: 'stopped', past: 'stopped' },
}

/**
 * Starts, pauses, resumes or stops an automation. What happened before it runs starts nothing. The runs of a stopped one
 * end in the background. Throws `automation-not-found`, `automation-state-wrong`, or, when it names something that is
 * not there, `automation-invalid`.
 */
export async function changeState(
  tx: Tx,
  tenant: Tenant,
  id: string,
  action: StateAction,
  at: Date,
  { admit, actor }: Deed = {},
): Promise<AutomationWithDefinition> {
  await lockEvents(tx, [tenant.id])
  const before = await hold(tx, tenant.id, id, admit)
  const { from, to, past } = changes[action]
  if (!from.includes(before.state)) throw automationStateWrong(past, before.state)
  if (to === 'running') {
    const missing = await missingReferences(tx, tenant, before.definition, await readRuleWorld(tx, tenant))
    if (missing.length > 0) throw automationInvalid(missing)
    await skipToHeads(tx, tenant.id, before.id)
    if (action === 'start') await deleteWaitingEvents(tx, tenant.id, before.id)
    if (action === 'start') await letStandingEnter(tx, tenant.id, before, at)
  }
  const nextStartAt =
    to === 'running' ? nextStartOf(before.definition.entry, at, tenant.settings.timeZone) : null
  await updateAutomation(
    tx,
    tenant.id,
    before.id,
    { state: to, next_start_at: nextStartAt, ...(action === 'start' && { started_at: at }) },
    at,
  )
  const automation = await readAutomation(tx, tenant.id, before.id)
  await appendEvents(tx, [automationFact(tenant.id, past, automation, at, actor)])
  await announceChange(tx, tenant.id)
  return automation
}

/** Those who are in the audience of an entry at the start, or in the segment that it follows, enter. */
async function letStandingEnter(
  tx: Tx,
  tenantId: string,
  { id, version, definition: { entry } }: { id: string; version: number; definition: Definition },
  at: Date,
): Promise<void> {
  const { audience, segmentId, withMembers } = entry as Partial<FactEntry>
  if (entry.kind !== 'whenStarted' && !withMembers) return
  const rule = withMembers ? { kind: 'segment', id: String(segmentId).toLowerCase() } : audience
  const startId = newId()
  const start = {
    id: startId,
    automationId: id,
    version,
    occasion: `started ${startId}`,
    entry: { kind: entry.kind, type: entry.kind, schemaId: null, at: at.toISOString(), data: {} },
    contactIds: null,
    selection: rule ? { rule } : {},
  }
  await insertAudienceStart(tx, tenantId, start, at)
}
