import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { FaultRule } from './fault-rule.ts'

/** False when the id is taken. */
export async function insertFaultRule(tx: Tx, tenantId: string, rule: FaultRule, at: Date): Promise<boolean> {
  const { id, requests, when, action, seed, probability, remaining } = rule
  const inserted = await tx
    .insertInto('fault_rules')
    .values({
      tenant_id: tenantId,
      id,
      rule: JSON.stringify({ requests, when, action }),
      seed,
      probability,
      remaining,
      created_at: at,
    })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return inserted !== undefined
}

export const selectFaultRules = (db: Db, tenantId: string) =>
  db
    .selectFrom('fault_rules')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

/** Of all tenants, those that can still strike, in the order in which they are asked. */
export const selectLiveFaultRules = (db: Db, tenantIds: readonly string[]) =>
  db
    .selectFrom('fault_rules')
    .selectAll()
    .where('tenant_id', '=', sql<string>`any(${tenantIds}::uuid[])`)
    .where(sql<boolean>`remaining is distinct from 0`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()

export async function deleteFaultRules(tx: Tx, tenantId: string, id: string | undefined): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`delete from fault_rules
    where tenant_id = ${tenantId} and (${id ?? null}::text is null or id = ${id ?? null}) returning id`.execute(
    tx,
  )
  return rows.map(row => row.id)
}

/**
 * Counts a request that fits a rule and answers whether it is struck: when the hash of the seed and the request's
 * number lies below the probability. One row for all processes, so the numbers have no gaps and `remaining` is exact.
 * The last strike tells every process that the rule is spent.
 */
export async function countRequest(db: Db, tenantId: string, id: string): Promise<boolean> {
  const { rows } = await sql<{ strikes: boolean }>`/* count_faulty_request */
    with rule as materialized (
      select requests + 1 as number, remaining, remaining is distinct from 0
        and ('x' || left(md5(seed || '/' || (requests + 1)), 8))::bit(32)::bigint < probability * 4294967296 as strikes
      from fault_rules where tenant_id = ${tenantId} and id = ${id} for update
    ), told as (
      update tenants set epoch = epoch + 1 from rule where tenants.id = ${tenantId} and rule.strikes and rule.remaining = 1
    )
    update fault_rules stored set requests = rule.number, strikes = stored.strikes + rule.strikes::int,
      remaining = rule.remaining - rule.strikes::int
    from rule where stored.tenant_id = ${tenantId} and stored.id = ${id}
    returning rule.strikes`.execute(db)
  return rows[0]?.strikes ?? false
}
