/**
 * An audience start: contacts that are to enter an automation together, because of a date, a schedule, a business event,
 * or by hand. It is worked through in portions, in the order of contacts' ids, and goes on where it was when a process
 * dies; no contact enters twice on one occasion.
 *
 *   waiting ──▶ ended
 *      │
 *      └─ its automation was stopped ──▶ dropped
 */
import type { Selectable } from 'kysely'
import { inputInvalid } from '../../kernel/domain-error.ts'
import { isUuid, newId } from '../../kernel/ids.ts'
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { storageFaults } from '../../kernel/storable.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { AutomationAudienceStartRow } from '../../storage/tables-automations.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Rule } from '../segments/rule.ts'
import { readRuleWorld } from '../segments/rule-world.ts'
import { insertAudienceStart, selectAudienceStarts } from './audience-starts.sql.ts'
import type { Mapping } from './definition.ts'
import { automationInvalid, automationStateWrong } from './errors.ts'
import { readAutomation } from './read-automations.ts'
import { createRuleReader } from './rule-reader.ts'

/** Which of the contacts that are asked enter. */
export interface Selection {
  readonly rule?: Rule
  /** Those whose attribute is one of these days: 2026-02-28, or 02-28 of any year. */
  readonly date?: { readonly attribute: string; readonly days: readonly string[] }
  /** Those whom a business event concerns. */
  readonly mapping?: readonly Mapping[]
  /** The entry is to tell of the business events of the batch, to each contact of those that concern it. */
  readonly isBatch?: true
}

export interface AudienceStart {
  readonly id: string
  readonly occasion: string
  readonly state: 'waiting' | 'ended' | 'dropped'
  readonly lookedAt: number
  readonly started: number
  readonly createdAt: Date
  readonly endedAt: Date | null
}

const fromRow = (row: Selectable<AutomationAudienceStartRow>): AudienceStart => ({
  id: row.id,
  occasion: row.occasion,
  state: row.state,
  lookedAt: row.looked_at,
  started: row.started,
  createdAt: row.created_at,
  endedAt: row.ended_at,
})

export interface ManualStart {
  readonly contactIds?: readonly string[] | undefined
  /** A rule of segments: who fulfils it enters. */
  readonly rule?: unknown
  /** What the runs have as their entry. */
  readonly data?: Readonly<Record<string, unknown>> | undefined
  /** Names the occasion: a second start under the same name does nothing. */
  readonly occasion?: string | undefined
}

export const mostContactIds = 1000

/**
 * Lets contacts enter a running automation by hand, whatever its entry is: those that are named, or all that fulfil a
 * rule. Throws `automation-not-found`, `automation-state-wrong`, `automation-invalid` or `input-invalid`.
 */
export async function startByHand(
  tx: Tx,
  tenant: Tenant,
  automationId: string,
  { contactIds, rule, data = {}, occasion }: ManualStart,
  at: Date,
): Promise<{ id: string }> {
  const automation = await readAutomation(tx, tenant.id, automationId)
  if (automation.state !== 'running') throw automationStateWrong('entered', automation.state)
  const faults = [...dataFaults(data)]
  if ((contactIds === undefined) === (rule === undefined))
    faults.push({ field: 'contactIds', message: 'or a rule must be given, and not both' })
  if (contactIds?.some(id => !isUuid(id))) faults.push({ field: 'contactIds', message: 'must be UUIDs' })
  if (faults.length > 0) throw inputInvalid(faults)
  const reader = createRuleReader(await readRuleWorld(tx, tenant))
  const ruleFaults = rule === undefined ? [] : reader.faultsOf(rule, '/rule')
  if (ruleFaults.length > 0) throw automationInvalid(ruleFaults)
  const id = newId()
  await insertAudienceStart(
    tx,
    tenant.id,
    {
      id,
      automationId: automation.id,
      version: automation.definitionVersion,
      occasion: `manual ${occasion ?? id}`,
      entry: { kind: 'manual', type: 'manual', schemaId: null, at: at.toISOString(), data },
      contactIds: contactIds ? [...new Set(contactIds.map(each => each.toLowerCase()))] : null,
      selection: rule === undefined ? {} : { rule: reader.normalised(rule) },
    },
    at,
  )
  return { id }
}

const mostDataCharacters = 16_384
export const dataFaults = (data: object) =>
  JSON.stringify(data).length > mostDataCharacters
    ? [{ field: 'data', message: `must not have more than ${mostDataCharacters} characters` }]
    : storageFaults(data)

/** The newest first. Throws `automation-not-found` or `cursor-invalid`. */
export async function listAudienceStarts(
  db: Db,
  tenantId: string,
  automationId: string,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<AudienceStart>> {
  const { id } = await readAutomation(db, tenantId, automationId)
  const [below] = readPlace(cursor, [isUuid]) ?? []
  const rows = await selectAudienceStarts(db, tenantId, id, below, limit + 1)
  return toPage(rows.map(fromRow), limit, each => [each.id])
}
