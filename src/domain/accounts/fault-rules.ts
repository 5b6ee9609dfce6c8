import { newId } from '../../kernel/ids.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { insertAudit } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { accountInputInvalid, faultRuleExists, faultRuleNotFound } from './errors.ts'
import { type FaultRule, fits, fromRow, problemOf, type StruckRequest } from './fault-rule.ts'
import { countRequest, deleteFaultRules, insertFaultRule, selectFaultRules } from './fault-rules.sql.ts'
import { lockDouble } from './production-mark.ts'
import type { Tenant } from './tenant.ts'

const mostRules = 100

/** A rule as it is listed, with how many requests it fitted and how many it struck. */
export interface FaultRuleCounts extends FaultRule {
  readonly fitted: number
  readonly struck: number
}

/** Adds a rule after those that there are. Processes follow within half a second. */
export async function addFaultRule(
  tx: Tx,
  tenant: Tenant,
  rule: FaultRule,
  actor: string,
  at: Date,
): Promise<void> {
  const problem = problemOf(rule)
  if (problem !== undefined) throw accountInputInvalid(problem)
  await lockDouble(tx, tenant)
  if ((await selectFaultRules(tx, tenant.id)).length >= mostRules)
    throw accountInputInvalid(`A tenant has at most ${mostRules} fault rules.`)
  if (!(await insertFaultRule(tx, tenant.id, rule, at))) throw faultRuleExists(rule.id)
  await announceChange(tx, tenant.id)
  const { id, ...details } = rule
  await note(tx, tenant, actor, 'fault-rule.added', id, details, at)
}

export async function removeFaultRule(
  tx: Tx,
  tenant: Tenant,
  id: string,
  actor: string,
  at: Date,
): Promise<void> {
  const removed = await deleteFaultRules(tx, tenant.id, id)
  if (removed.length === 0) throw faultRuleNotFound(id)
  await announceChange(tx, tenant.id)
  await note(tx, tenant, actor, 'fault-rule.removed', id, {}, at)
}

/** Removes all rules and answers how many there were. */
export async function clearFaultRules(tx: Tx, tenant: Tenant, actor: string, at: Date): Promise<number> {
  const removed = await deleteFaultRules(tx, tenant.id, undefined)
  if (removed.length === 0) return 0
  await announceChange(tx, tenant.id)
  await note(tx, tenant, actor, 'fault-rules.cleared', tenant.slug, { removed }, at)
  return removed.length
}

/** In the order in which they are asked. */
export async function listFaultRules(db: Db, tenantId: string): Promise<FaultRuleCounts[]> {
  const rows = await selectFaultRules(db, tenantId)
  return rows.map(row => ({ ...fromRow(row), fitted: row.requests, struck: row.strikes }))
}

/**
 * The rule that strikes a request: the first of those that fit whose turn it is. Those before it have counted the
 * request, those after it have not seen it.
 */
export async function strikingRule(
  db: Db,
  tenantId: string,
  rules: readonly FaultRule[],
  request: StruckRequest,
): Promise<FaultRule | undefined> {
  for (const rule of rules) {
    if (!fits(rule.requests, request)) continue
    if (await countRequest(db, tenantId, rule.id)) return rule
  }
  return undefined
}

const note = (
  tx: Tx,
  tenant: Tenant,
  actor: string,
  action: string,
  subject: string,
  details: object,
  at: Date,
) => insertAudit(tx, { tenantId: tenant.id, id: newId(), at, actor, action, subject, details })
