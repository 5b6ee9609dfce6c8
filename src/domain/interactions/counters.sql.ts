import { sql } from 'kysely'
import type { Db, Tx } from '../../storage/driver.ts'
import type { Stretch } from '../../storage/log/consumer.ts'

/** Days are UTC, by the time at which an interaction was taken in, which its id tells. */
export const countAccepted = (tx: Tx, { tenantId, after, upTo }: Stretch) =>
  sql`/* count_accepted */
    insert into interaction_counters as counter (tenant_id, schema_key, day, accepted, last_accepted_at)
    select tenant_id, schema_key, (id_time(id) at time zone 'UTC')::date, count(*), max(id_time(id))
    from interactions where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} group by 1, 2, 3
    on conflict (tenant_id, schema_key, day) do update set accepted = counter.accepted + excluded.accepted,
      last_accepted_at = greatest(counter.last_accepted_at, excluded.last_accepted_at)`.execute(tx)

export const countRejected = (tx: Tx, { tenantId, after, upTo }: Stretch) =>
  sql`/* count_rejected */
    insert into interaction_counters as counter (tenant_id, schema_key, day, rejected, last_rejected_at)
    select tenant_id, (data->>'schemaKey')::uuid, (id_time(id) at time zone 'UTC')::date, count(*), max(id_time(id))
    from events where tenant_id = ${tenantId} and seq > ${after} and seq <= ${upTo} and type = 'interaction.rejected'
    group by 1, 2, 3
    on conflict (tenant_id, schema_key, day) do update set rejected = counter.rejected + excluded.rejected,
      last_rejected_at = greatest(counter.last_rejected_at, excluded.last_rejected_at)`.execute(tx)

export const selectCounters = (db: Db, tenantId: string, since: string) =>
  sql<{
    alias: string
    day: string
    accepted: number
    rejected: number
    last_accepted_at: Date | null
    last_rejected_at: Date | null
  }>`select schema.alias, counter.day, counter.accepted, counter.rejected, last_accepted_at, last_rejected_at
    from interaction_counters counter
    join interaction_schemas schema on schema.tenant_id = counter.tenant_id and schema.key = counter.schema_key
    where counter.tenant_id = ${tenantId} and counter.day >= ${since}::date and schema.deleted_at is null
    order by schema.alias, counter.day desc`
    .execute(db)
    .then(result => result.rows)
