import { learnTypes, type ValueType } from '../../kernel/value-type.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { countDropped, insertAttributeTypes, selectAttributeTypes } from './attribute-types.sql.ts'

/**
 * What is kept of attributes that nobody declared, in the order in which they came: the first value of a name decides its
 * type for the whole tenant, values of another type and names beyond 25 of a type are dropped.
 */
export async function learnAttributes(
  tx: Tx,
  tenant: Tenant,
  given: readonly Readonly<Record<string, unknown>>[],
  at: Date,
): Promise<Record<string, unknown>[]> {
  if (given.every(attributes => Object.keys(attributes).length === 0)) return given.map(() => ({}))
  await lockEvents(tx, [tenant.id])
  const rows = await selectAttributeTypes(tx, tenant.id)
  const types = new Map(rows.map(({ name, type }) => [name, type as ValueType]))
  const news = new Map<string, ValueType>()
  const dropped: string[] = []
  const kept = given.map(attributes => {
    const learnt = learnTypes(types, Object.entries(attributes))
    dropped.push(...learnt.dropped)
    for (const [name, type] of learnt.news) {
      types.set(name, type)
      news.set(name, type)
    }
    return Object.fromEntries(learnt.values)
  })
  await insertAttributeTypes(tx, tenant.id, news, at)
  await countDropped(tx, tenant.id, dropped, at)
  return kept
}
