import type { Db } from '../../storage/driver.ts'
import type { Period } from './campaign-stats.sql.ts'
import { type ConversionRule, selectConversions, selectSchemaKey } from './conversions.sql.ts'

export type { ConversionRule } from './conversions.sql.ts'

export interface Conversions {
  readonly count: number
  readonly contacts: number
  /** Those before which a link of the message was followed. */
  readonly afterClick: number
  readonly revenue: number
}

/** Conversions that followed the messages of a campaign; undefined when there is no schema of the name. */
export async function readConversions(
  db: Db,
  tenantId: string,
  campaignId: string,
  rule: ConversionRule,
  period: Period,
): Promise<Conversions | undefined> {
  const key = await selectSchemaKey(db, tenantId, rule.schemaId)
  if (key === undefined) return undefined
  const { count, contacts, after_click, revenue } = await selectConversions(
    db,
    tenantId,
    campaignId,
    key,
    rule,
    period,
  )
  return { count, contacts, afterClick: after_click, revenue }
}
