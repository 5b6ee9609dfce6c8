/** Where the time comes from. Never call `Date.now()` in the domain: a tenant's clock can be moved. */
export interface Clock {
  /** The machine's time: for ids, leases and whatever a tenant must not be able to move. */
  wall(): Date
  /** The tenant's time: the machine's plus the tenant's offset, or the moment at which the tenant's clock was stopped. */
  now(tenant: TenantClock): Date
}

/** How a tenant's clock differs from the machine's. */
export interface TenantClock {
  readonly clockOffsetMs: number
  /** While the clock stands still. */
  readonly clockFrozenAt: Date | null
}

export function systemClock(wall: () => number = Date.now): Clock {
  return {
    wall: () => new Date(wall()),
    now: ({ clockOffsetMs, clockFrozenAt }) => clockFrozenAt ?? new Date(wall() + clockOffsetMs),
  }
}
