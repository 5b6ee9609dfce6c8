import type { Db } from '../../storage/driver.ts'
import type { Period } from './campaign-stats.sql.ts'
import { type ConversionRule, selectConversions } from './conversions.sql.ts'

export interface Conversions {
  readonly count: number
  readonly contacts: number
  /** Those before which a link of the message was followed. */
  readonly afterClick: number
  readonly revenue: number
}

/** Conversions that followed the messages of a campaign. */
export async function readConversions(
  db: Db,
  tenantId: string,
  campaignId: string,
  rule: ConversionRule,
  period: Period,
): Promise<Conversions> {
  const { after_click: afterClick, ...row } = await selectConversions(db, tenantId, campaignId, rule, period)
  return { ...row, afterClick }
}
