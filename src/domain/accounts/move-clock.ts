/**
 * The clock of a tenant that is a double:
 *
 *     running ── freeze ──▶ frozen ── resume ──▶ running
 *        │ ▲                  │ ▲
 *        └─┘ set, advance     └─┘ set, advance
 *
 * Frozen, the tenant's time is one moment. Running, it is the machine's time and an offset. What falls due on the way
 * is found by those who do it when they next look: one change of the row is one step for everyone.
 */
import type { TenantClock } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { insertAudit } from './accounts.sql.ts'
import { announceChange } from './announce-change.ts'
import { updateClock } from './clock.sql.ts'
import { addDuration, type Duration } from './clock-duration.ts'
import { accountInputInvalid } from './errors.ts'
import { lockDouble } from './production-mark.ts'
import type { Tenant } from './tenant.ts'

export type ClockMove =
  /** Stops the clock where it stands, or at a moment. */
  | { readonly kind: 'freeze'; readonly at?: Date | undefined }
  /** Puts it to a moment; it stands still or runs as before. */
  | { readonly kind: 'set'; readonly at: Date }
  | { readonly kind: 'advance'; readonly by: Duration }
  /** Lets it run from where it stands, or back to the machine's time. */
  | { readonly kind: 'resume'; readonly toRealTime: boolean }

/** The years that both PostgreSQL and an ISO string with four digits can hold. */
const [earliest, latest] = [Date.parse('0001-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** Moves the clock and answers how it goes now. `wall` is the machine's time. */
export async function moveClock(
  tx: Tx,
  tenant: Tenant,
  move: ClockMove,
  actor: string,
  wall: Date,
): Promise<TenantClock> {
  const locked = await lockDouble(tx, tenant)
  const clock = moved(locked, move, wall)
  await updateClock(tx, tenant.id, clock)
  await announceChange(tx, tenant.id)
  await insertAudit(tx, {
    tenantId: tenant.id,
    id: newId(),
    at: wall,
    actor,
    action: 'clock.moved',
    subject: tenant.slug,
    details: { move: move.kind, from: timeOf(locked, wall), to: timeOf(clock, wall) },
  })
  return clock
}

/** Pure. Throws when the clock would leave the years 0001 to 9999. */
export function moved(clock: TenantClock, move: ClockMove, wall: Date): TenantClock {
  if (move.kind === 'resume' && move.toRealTime) return { clockOffsetMs: 0, clockFrozenAt: null }
  const to = target(timeOf(clock, wall), move)
  if (!(to.getTime() >= earliest && to.getTime() <= latest))
    throw accountInputInvalid('The clock cannot be moved out of the years 0001 to 9999.')
  const stands = move.kind === 'freeze' || (clock.clockFrozenAt !== null && move.kind !== 'resume')
  return stands
    ? { clockOffsetMs: clock.clockOffsetMs, clockFrozenAt: to }
    : { clockOffsetMs: to.getTime() - wall.getTime(), clockFrozenAt: null }
}

function target(now: Date, move: ClockMove): Date {
  if (move.kind === 'advance') return addDuration(now, move.by)
  if (move.kind === 'resume') return now
  return move.at ?? now
}

function timeOf({ clockOffsetMs, clockFrozenAt }: TenantClock, wall: Date): Date {
  return clockFrozenAt ?? new Date(wall.getTime() + clockOffsetMs)
}
