import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { estimateCost, type Standpoint, selectMatchCount, selectMatching } from './match-contacts.sql.ts'
import { standAt } from './match-contacts.ts'
import { isTimeOut, limitTime, selectEvenly } from './preview.sql.ts'
import type { Rule } from './rule.ts'

export interface Preview {
  readonly count: number
  /** True when it was extrapolated from some contacts, because counting all would take too long. */
  readonly isEstimate: boolean
  /** By how much the count may be off, in 19 of 20 estimates; 0 of one that is counted. */
  readonly margin: number
  /** Some that match. */
  readonly sample: readonly string[]
}

export interface PreviewLimits {
  /** Counting is given up after so long. */
  readonly countMs: number
  /** Counting is not begun when the planner thinks that it costs more. */
  readonly mostCost: number
}

const usual: PreviewLimits = { countMs: 1200, mostCost: 3_000_000 }
const sampleLength = 10
const looked = 2000

/** How many contacts fulfil a rule now, and some of them; an estimate when counting would take too long. */
export async function previewRule(
  db: Db,
  tenantId: string,
  rule: Rule,
  now: Date,
  limits = usual,
): Promise<Preview> {
  const standpoint = await standAt(db, tenantId, now)
  const counted =
    (await estimateCost(db, rule, standpoint)) <= limits.mostCost
      ? await countWithin(db, rule, standpoint, limits.countMs)
      : undefined
  const { ids, total } = await selectEvenly(db, tenantId, looked)
  const matched = await selectMatching(db, rule, standpoint, { contactIds: ids })
  const isEstimate = counted === undefined
  const count = counted ?? (ids.length === 0 ? 0 : Math.round((matched.length / ids.length) * total))
  const margin = isEstimate ? Math.ceil(marginOf(matched.length, ids.length) * total) : 0
  const sample =
    matched.length === 0 && !isEstimate && count > 0
      ? await selectMatching(db, rule, standpoint, { after: null, upTo: null }, sampleLength)
      : matched.slice(0, sampleLength)
  return { count, isEstimate, margin, sample }
}

/** How far the share of all may be from the share of a sample: by the bounds of Wilson, 95 %. */
function marginOf(found: number, looked: number): number {
  if (looked === 0) return 0
  const [share, z2] = [found / looked, 1.96 ** 2]
  const middle = (share + z2 / (2 * looked)) / (1 + z2 / looked)
  const half =
    (Math.sqrt(z2) * Math.sqrt((share * (1 - share)) / looked + z2 / (4 * looked ** 2))) / (1 + z2 / looked)
  return half + Math.abs(middle - share)
}

async function countWithin(
  db: Db,
  rule: Rule,
  standpoint: Standpoint,
  ms: number,
): Promise<number | undefined> {
  try {
    return await transact(db, async tx => {
      await limitTime(tx, ms)
      return selectMatchCount(tx, rule, standpoint)
    })
  } catch (error) {
    if (isTimeOut(error)) return undefined
    throw error
  }
}
