import type pg from 'pg'

export async function createTable(pool: pg.Pool): Promise<void> {
  await pool.query(`create table bare_deliveries (
    id bigint primary key, body text not null, state text not null default 'waiting', leased_until timestamptz
  )`)
  await pool.query(`create index bare_deliveries_waiting on bare_deliveries (id) where state = 'waiting'`)
}

export async function fill(pool: pg.Pool, firstId: number, bodies: readonly string[]): Promise<void> {
  await pool.query(
    `insert into bare_deliveries (id, body)
     select $1::bigint + place, body from unnest($2::text[]) with ordinality as given (body, place)`,
    [firstId, bodies],
  )
}

export async function claim(pool: pg.Pool, limit: number): Promise<{ id: string; body: string }[]> {
  const { rows } = await pool.query({
    name: 'bare_claim',
    text: `update bare_deliveries set leased_until = now() + interval '1 minute' where ctid = any(array(
        select ctid from bare_deliveries
        where state = 'waiting' and (leased_until is null or leased_until <= now())
        order by id limit $1 for update skip locked
      )) returning id::text, body`,
    values: [limit],
  })
  return rows
}

export async function mark(pool: pg.Pool, ids: readonly string[]): Promise<void> {
  await pool.query({
    name: 'bare_mark',
    text: `update bare_deliveries set state = 'delivered', leased_until = null where id = any($1::bigint[])`,
    values: [ids],
  })
}
