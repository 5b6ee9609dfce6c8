/** Where the time comes from. Never call `Date.now()` in the domain: a tenant's clock can be moved. */
export interface Clock {
  /** The machine's time: for ids, leases and whatever a tenant must not be able to move. */
  wall(): Date
  /** The tenant's time: the machine's plus the tenant's offset. */
  now(tenant: { readonly clockOffsetMs: number }): Date
}

export function systemClock(wall: () => number = Date.now): Clock {
  return {
    wall: () => new Date(wall()),
    now: tenant => new Date(wall() + tenant.clockOffsetMs),
  }
}
