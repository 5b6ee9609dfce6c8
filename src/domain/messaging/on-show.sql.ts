import { type RawBuilder, sql } from 'kysely'

/**
 * Whether a send is on show at a time: for its contact alone, until it is over, was put away, or was clicked, unless it
 * stands in a place of a page. `send` is a row of `message_sends`.
 */
export const isOnShow = (now: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(send.channel in ('inApp', 'onSite', 'inline') and send.dismissed_at is null
    and send.state in ('sent', 'delivered') and send.expires_at > ${now}
    and (send.channel = 'inline' or send.clicked_at is null))`

/** The time on the clock of the tenant, in SQL. */
export const tenantNow = (tenantId: string): RawBuilder<Date> =>
  sql<Date>`(select tenant_time(clock_offset_ms, clock_frozen_at) from tenants where id = ${tenantId}::uuid)`
