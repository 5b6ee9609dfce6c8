/** What time it is for the tenant: that of a double can be moved or stopped. Kept up by the shell. */
interface TenantClock {
  /** How far the tenant is ahead of this machine. */
  readonly offsetMs: number
  readonly frozenAt: number | undefined
}

let clock: TenantClock = { offsetMs: 0, frozenAt: undefined }

/** `readAt` is when `now` was so, by this machine: what is kept in memory is told later, too. */
export function keepClock(now: string, isFrozen: boolean, readAt: number): void {
  const at = new Date(now).getTime()
  clock = { offsetMs: at - readAt, frozenAt: isFrozen ? at : undefined }
}

export const tenantNow = () => new Date(clock.frozenAt ?? Date.now() + clock.offsetMs)

/** Whether it is another time there than here. */
export const isMoved = () => clock.frozenAt !== undefined || Math.abs(clock.offsetMs) > 60_000
