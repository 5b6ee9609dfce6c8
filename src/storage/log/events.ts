import { sql } from 'kysely'
import { newId } from '../../kernel/ids.ts'
import { instantArray, jsonArray, uuidArray } from '../arrays.ts'
import type { Tx } from '../driver.ts'
import { lockEvents } from './heads.ts'

/** A fact of the domain other than an interaction, as it is appended to the log `events`. */
export interface NewEvent {
  readonly tenantId: string
  /** `noun.verb-in-the-past`, for example `contact.created`. */
  readonly type: string
  readonly contactId?: string
  /** What consumers need to know and could not read later. Plain data. */
  readonly data: object
  /** On the tenant's clock. */
  readonly at: Date
}

/** Appends facts in the transaction of what they tell of, in the order given. */
export async function appendEvents(tx: Tx, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return
  await lockEvents(
    tx,
    events.map(event => event.tenantId),
  )
  await sql`/* append_events */
    with input as (
      select *, row_number() over (partition by tenant_id order by position) as n
      from rows from (
        unnest(
          ${uuidArray(events.map(event => event.tenantId))}::uuid[],
          ${uuidArray(events.map(() => newId()))}::uuid[],
          ${events.map(event => event.type)}::text[],
          ${uuidArray(events.map(event => event.contactId ?? null))}::uuid[],
          ${instantArray(events.map(event => event.at))}::timestamptz[]
        ),
        jsonb_array_elements(${jsonArray(events.map(event => JSON.stringify(event.data)))}::jsonb)
      ) with ordinality as input (tenant_id, id, type, contact_id, at, data, position)
    ), moved as (
      update log_heads head set seq = head.seq + added.count
      from (select tenant_id, count(*) from input group by tenant_id) added
      where head.tenant_id = added.tenant_id and head.log = 'events'
    )
    insert into events (tenant_id, id, seq, type, contact_id, data, at)
    select input.tenant_id, input.id, head.seq + input.n, input.type, input.contact_id, input.data, input.at
    from input join log_heads head on head.tenant_id = input.tenant_id and head.log = 'events'`.execute(tx)
}
