import type { Db } from '../../storage/driver.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { Schema } from '../schemas/schema.ts'
import { readSchemas } from '../schemas/schema-cache.ts'
import { leavesOf, type Rule, type RuleWorld } from './rule.ts'
import { selectRules } from './segments.sql.ts'

/**
 * What a rule of a tenant may name. A segment may not ask for itself, nor for one that asks for it. Without `segmentId` it
 * is about a rule that nobody can ask for yet.
 */
export async function readRuleWorld(db: Db, tenant: Tenant, segmentId?: string): Promise<RuleWorld> {
  const schemas = await readSchemas(db, tenant)
  const rules = await selectRules(db, tenant.id)
  const asks = new Map(rules.map(({ id, rule }) => [id, rule ? askedFor(rule as Rule) : []]))
  return {
    schemas: new Map(
      [...schemas].map(([alias, schema]) => [
        alias,
        new Map([...segmentable(schema), ...learntLists(schema)]),
      ]),
    ),
    segmentIds: new Set(
      rules.map(({ id }) => id).filter(id => segmentId === undefined || !leadsTo(id, segmentId, asks)),
    ),
  }
}

function segmentable({ definition }: Schema) {
  return definition.properties
    .filter(property => property.segmentable)
    .map(({ name, type }) => [name, type] as const)
}

function learntLists({ learnt }: Schema) {
  return [...(learnt ?? [])].flatMap(([name, type]) => (type === 'array' ? [[name, type] as const] : []))
}

/** The segments that ask for one. */
export async function segmentsAskingFor(
  db: Db,
  tenantId: string,
  segmentId: string,
): Promise<{ id: string; name: string }[]> {
  const rules = await selectRules(db, tenantId)
  return rules.filter(({ rule }) => rule && askedFor(rule as Rule).includes(segmentId))
}

function askedFor(rule: Rule): string[] {
  return leavesOf(rule).flatMap(leaf => (leaf.kind === 'segment' ? [leaf.id] : []))
}

function leadsTo(from: string, to: string, asks: ReadonlyMap<string, readonly string[]>): boolean {
  const seen = new Set<string>()
  const waiting = [from]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === to) return true
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...(asks.get(id) ?? []))
  }
  return false
}
