/** One transaction in which runs of one tenant do their steps: what steps work with. */
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContacts } from './read-contacts.ts'
import { holdRuns } from './runs.sql.ts'
import type { Walker } from './walker.ts'

export interface Tick {
  readonly tx: Tx
  readonly tenant: Tenant
  /** The tenant's time. */
  readonly now: Date
  /**
   * Must be called before anything is written, with all that is at hand. It takes the head of the tenant's events and
   * then the rows of all runs of the tick; a run that is no longer ours is left out from then on, and of the given
   * those are answered that still are.
   */
  hold(walkers: readonly Walker[]): Promise<readonly Walker[]>
  /** Reads contacts anew that were changed. */
  reread(walkers: readonly Walker[]): Promise<void>
}

export function createTick(tx: Tx, tenant: Tenant, now: Date, walkers: readonly Walker[]): Tick {
  let held: ReadonlySet<string> | undefined
  return {
    tx,
    tenant,
    now,
    async hold(asked) {
      if (!held) {
        await lockEvents(tx, [tenant.id])
        held = await holdRuns(
          tx,
          tenant.id,
          walkers.map(({ run }) => run),
        )
        for (const walker of walkers) if (!held.has(walker.run.id)) walker.state = 'lost'
      }
      return asked.filter(({ run }) => held!.has(run.id))
    },
    async reread(changed) {
      const ids = [...new Set(changed.map(({ run }) => run.contact_id))]
      const contacts = await readContacts(tx, tenant.id, ids, now)
      for (const walker of changed) walker.contact = contacts.get(walker.run.contact_id)
    },
  }
}
