/** A tenant with contacts and many interactions, written straight into the tables: recording them would take hours. */
import type pg from 'pg'

/** Contacts are approved, with an e-mail address and one of ten cities. */
export async function insertContacts(pool: pg.Pool, tenantId: string, count: number): Promise<void> {
  await pool.query(
    `insert into contacts (tenant_id, id, contact_type, approved, attributes, created_at, modified_at)
     select $1, overlay(lowest_id_at(now() - n * interval '1 second')::text placing left(md5(n::text), 12) from 25)::uuid, 'Member',
       true, jsonb_build_object('email', n || '@example.com', 'city', 'city ' || n % 10, 'points', n % 100), now(), now()
     from generate_series(1, $2::int) n`,
    [tenantId, count],
  )
}

/**
 * Interactions of all contacts, spread over the last sixty days, numbered on from `after`. They are of the
 * schema, and of as many others: only half of what a contact did is of it.
 */
export async function insertInteractions(
  pool: pg.Pool,
  tenantId: string,
  schemaKeys: readonly string[],
  contacts: number,
  after: number,
  count: number,
): Promise<void> {
  await pool.query(
    `with numbered as (
       select id, row_number() over (order by id) - 1 as place from contacts where tenant_id = $1
     ), told as (
       select n, now() - (hashint8(n)::bigint + 2147483648) / 4294967296.0 * interval '60 days' as at,
         (hashint8(n * 7)::bigint + 2147483648) % $5::bigint as place
       from generate_series($3::bigint + 1, $3::bigint + $4::bigint) n
     )
     insert into interactions
       (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
     select $1, overlay(
         lowest_id_at(greatest(at, date_trunc('month', now()) - interval '1 month' + interval '1 day'))::text
         placing left(md5(n::text), 12) from 25)::uuid, n, numbered.id, ($2::uuid[])[1 + n % 2], date_trunc('milliseconds', at),
       jsonb_build_object('page', '/p/' || n % 100, 'rating', n % 5), $1, 0
     from told join numbered using (place)`,
    [tenantId, schemaKeys, after, count, contacts],
  )
}

/** Five events of each contact, for its timeline. */
export async function insertEvents(pool: pg.Pool, tenantId: string, contacts: number): Promise<void> {
  await pool.query(
    `insert into events (tenant_id, id, seq, type, contact_id, data, at)
     select $1, overlay(lowest_id_at(at)::text placing left(md5(seq::text), 12) from 25)::uuid, seq, 'contact.updated',
       id, '{"attributes": ["points"]}', at
     from (
       select id, row_number() over () as seq, now() - place * interval '1 day' as at
       from contacts cross join generate_series(1, 5) as place where tenant_id = $1
     ) told where seq <= $2::bigint`,
    [tenantId, contacts * 5],
  )
}

/** Nobody has anything left to do about what is there. */
export async function skipLogs(
  pool: pg.Pool,
  tenantId: string,
  consumers: readonly { readonly name: string; readonly log: string }[],
): Promise<void> {
  await pool.query(
    `update log_heads head set seq = greatest(head.seq,
       coalesce((select max(seq) from interactions where tenant_id = $1 and head.log = 'interactions'), 0),
       coalesce((select max(seq) from events where tenant_id = $1 and head.log = 'events'), 0))
     where tenant_id = $1`,
    [tenantId],
  )
  await pool.query(
    `insert into log_cursors (tenant_id, log, consumer, seq)
     select tenant_id, log, name, seq from unnest($2::text[], $3::text[]) as consumer (name, log)
     join log_heads using (log) where tenant_id = $1
     on conflict (tenant_id, log, consumer) do update set seq = excluded.seq`,
    [tenantId, consumers.map(({ name }) => name), consumers.map(({ log }) => log)],
  )
}

export async function settleTables(pool: pg.Pool): Promise<void> {
  for (const table of ['interactions', 'events', 'contacts', 'segment_members'])
    await pool.query(`vacuum (analyze) ${table}`)
}

/** What someone who knows the tables would write: approved contacts with at least three in thirty days. */
export async function countByHand(pool: pg.Pool, tenantId: string, schemaKey: string): Promise<number> {
  const { rows } = await pool.query(
    `select count(*) from contacts join (
       select contact_id from interactions
       where tenant_id = $1 and schema_key = $2 and created_date > now() - interval '30 days' and created_date <= now()
       group by contact_id having count(*) >= 3
     ) often on often.contact_id = contacts.id
     where contacts.tenant_id = $1 and contacts.approved`,
    [tenantId, schemaKey],
  )
  return Number(rows[0].count)
}

export async function sampleContactIds(pool: pg.Pool, tenantId: string, count: number): Promise<string[]> {
  const { rows } = await pool.query(
    'select id from contacts where tenant_id = $1 order by md5(id::text) limit $2',
    [tenantId, count],
  )
  return rows.map(row => row.id)
}
