import Type from 'typebox'
import type { DayCount } from '../../../domain/interactions/counters.ts'
import type { Clock } from '../../../kernel/clock.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isDate } from '../../../kernel/instant.ts'

const dayMs = 86_400_000
const standardDays = 30
const mostDays = 3660
const Moment = Type.Union([Type.String({ format: 'date-time' }), Type.Null()])

export const sinceQuery = {
  since: Type.Optional(Type.String({ description: 'The first day, YYYY-MM-DD. Without it: 30 days ago.' })),
}

export const totals = {
  accepted: Type.Integer(),
  rejected: Type.Integer(),
  lastAcceptedAt: Moment,
  lastRejectedAt: Moment,
}

/** The first day that is counted, YYYY-MM-DD. Throws `input-invalid`. */
export function readSince(given: string | undefined, clock: Clock): string {
  const earliest = (days: number) =>
    new Date(clock.wall().getTime() - days * dayMs).toISOString().slice(0, 10)
  const since = given ?? earliest(standardDays)
  if (!isDate(since) || since < earliest(mostDays))
    throw inputInvalid([{ field: 'since', message: 'must be a date, YYYY-MM-DD, of the last ten years' }])
  return since
}

/** What days of one schema come to. */
export function toTotals(days: readonly DayCount[]) {
  const latest = (times: readonly (Date | null)[]) =>
    times
      .flatMap(time => time?.toISOString() ?? [])
      .sort()
      .at(-1) ?? null
  return {
    accepted: days.reduce((sum, { accepted }) => sum + accepted, 0),
    rejected: days.reduce((sum, { rejected }) => sum + rejected, 0),
    lastAcceptedAt: latest(days.map(({ lastAcceptedAt }) => lastAcceptedAt)),
    lastRejectedAt: latest(days.map(({ lastRejectedAt }) => lastRejectedAt)),
  }
}
