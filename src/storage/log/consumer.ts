import { sql } from 'kysely'
import { transact } from '../database.ts'
import type { Db, Tx } from '../driver.ts'
import type { LogName } from './heads.ts'

/** A stretch of one tenant's log: the numbers after `after`, up to and including `upTo`. Numbers have no gaps, but
 * rows may have been deleted since. */
export interface Stretch {
  readonly tenantId: string
  readonly after: number
  readonly upTo: number
}

/** One who reads a log and does something about each fact, exactly once. */
export interface Consumer {
  readonly name: string
  readonly log: LogName
  /** At most so many numbers in one transaction. */
  readonly stretchLength: number
  /** The least time between two looks at the log when it is busy: what can wait is done in larger stretches. */
  readonly pauseMs: number
  /**
   * Does the work through `tx` only: the cursor moves in the same transaction, or nothing happens at all.
   */
  handle(tx: Tx, stretch: Stretch): Promise<Handled>
}

/**
 * `unfinished` has this part of the work committed and the same stretch given again; `appended` tells that the work put
 * events into the log, for which others wait.
 */
export type Handled = undefined | 'unfinished' | 'appended'

export type Advance = 'behind' | 'caught up' | 'held elsewhere' | 'waiting to retry'

/**
 * Takes one consumer one stretch further in one tenant's log, unless it failed there and its time has not come. What it
 * appended is told of when it is committed.
 */
export async function advance(
  db: Db,
  consumer: Consumer,
  tenantId: string,
  onAppended: () => void = () => {},
): Promise<Advance> {
  let hasAppended = false
  const way = await transact<Advance>(db, async tx => {
    hasAppended = false
    const cursor = await lockCursor(tx, consumer, tenantId)
    if (!cursor) return 'held elsewhere'
    if (cursor.must_wait) return 'waiting to retry'
    if (cursor.head <= cursor.seq) return 'caught up'

    const upTo = Math.min(cursor.head, cursor.seq + consumer.stretchLength)
    const result = await consumer.handle(tx, { tenantId, after: cursor.seq, upTo })
    if (result === 'unfinished') return 'behind'
    hasAppended = result === 'appended'
    await sql`/* move_cursor */ update log_cursors set seq = ${upTo}, failures = 0, last_error = null, retry_at = null, moved_at = now()
      where tenant_id = ${tenantId} and log = ${consumer.log} and consumer = ${consumer.name}`.execute(tx)
    return upTo < cursor.head ? 'behind' : 'caught up'
  })
  if (hasAppended) onAppended()
  return way
}

interface Cursor {
  readonly seq: number
  readonly must_wait: boolean
  /** The last number of the log. */
  readonly head: number
}

/** Undefined when another holds it. */
async function lockCursor(tx: Tx, consumer: Consumer, tenantId: string): Promise<Cursor | undefined> {
  const lock = async () => {
    const { rows } = await sql<Cursor>`/* lock_cursor */
      select seq, coalesce(retry_at > now(), false) as must_wait, coalesce((
        select head.seq from log_heads head
        where head.tenant_id = cursor.tenant_id and head.log = cursor.log
      ), 0) as head
      from log_cursors cursor
      where tenant_id = ${tenantId} and log = ${consumer.log} and consumer = ${consumer.name}
      for update skip locked`.execute(tx)
    return rows[0]
  }

  const cursor = await lock()
  if (cursor) return cursor
  await tx
    .insertInto('log_cursors')
    .values({ tenant_id: tenantId, log: consumer.log, consumer: consumer.name })
    .onConflict(conflict => conflict.doNothing())
    .execute()
  return lock()
}

/** Writes down why a stretch failed and when to try again: after 1 s, then twice as long each time, up to 5 min. */
export async function recordFailure(
  db: Db,
  consumer: Consumer,
  tenantId: string,
  error: unknown,
): Promise<void> {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 1000)
  await sql`insert into log_cursors as cursor (tenant_id, log, consumer, failures, last_error, retry_at)
    values (${tenantId}, ${consumer.log}, ${consumer.name}, 1, ${message}, now() + interval '1 second')
    on conflict (tenant_id, log, consumer) do update set failures = cursor.failures + 1, last_error = ${message},
      retry_at = now() + least(interval '5 minutes', interval '1 second' * power(2, least(cursor.failures, 9)))`.execute(
    db,
  )
}

/** The tenants in whose log the consumer has something left to do now. */
export async function tenantsBehind(db: Db, consumer: Consumer): Promise<string[]> {
  const { rows } = await sql<{ tenant_id: string }>`/* tenants_behind */
    select head.tenant_id from log_heads head
    left join log_cursors cursor on cursor.tenant_id = head.tenant_id and cursor.log = head.log
      and cursor.consumer = ${consumer.name}
    where head.log = ${consumer.log} and head.seq > coalesce(cursor.seq, 0)
      and (cursor.retry_at is null or cursor.retry_at <= now())`.execute(db)
  return rows.map(row => row.tenant_id)
}
