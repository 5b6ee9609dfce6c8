import type { LogName } from './heads.ts'

/** Tells the consumers in this process that a log grew. Losing one costs time only: the sweep finds the rest. */
export interface LogSignal {
  appended(log: LogName, tenantIds: Iterable<string>): void
  listen(log: LogName, listener: (tenantIds: Iterable<string>) => void): void
}

export function createLogSignal(): LogSignal {
  const listeners: { log: LogName; listener: (tenantIds: Iterable<string>) => void }[] = []
  return {
    appended(log, tenantIds) {
      for (const each of listeners) if (each.log === log) each.listener(tenantIds)
    },
    listen(log, listener) {
      listeners.push({ log, listener })
    },
  }
}
