import type pg from 'pg'

export interface Row {
  readonly id: string
  readonly contactId: string
  readonly schemaId: string
  readonly createdDate: string
  readonly payload: string
}

interface Waiting {
  readonly row: Row
  resolve(): void
  reject(error: unknown): void
}

/** Statements at a time: while one is on its way the next is gathered. More than two gain nothing on two cores. */
const flights = 2
const mostPerGroup = 500

const insertGroup = `insert into floor_interactions (id, contact_id, schema_id, created_date, payload)
  select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::jsonb[])`

/** Makes the table and answers a function that stores a row together with those that wait at the same time. */
export async function startInserting(pool: pg.Pool): Promise<(row: Row) => Promise<void>> {
  await pool.query(`create table floor_interactions (
    id uuid primary key, contact_id uuid not null, schema_id text not null, created_date timestamptz not null,
    payload jsonb not null)`)

  let queue: Waiting[] = []
  let flying = 0
  let isScheduled = false

  function schedule() {
    if (isScheduled || flying >= flights || queue.length === 0) return
    isScheduled = true
    setImmediate(() => {
      isScheduled = false
      while (flying < flights && queue.length > 0) {
        const group = queue.slice(0, mostPerGroup)
        queue = queue.slice(mostPerGroup)
        fly(group)
      }
    })
  }

  async function fly(group: readonly Waiting[]) {
    flying++
    try {
      const rows = group.map(each => each.row)
      await pool.query({
        name: 'insert_group',
        text: insertGroup,
        values: [
          rows.map(row => row.id),
          rows.map(row => row.contactId),
          rows.map(row => row.schemaId),
          rows.map(row => row.createdDate),
          rows.map(row => row.payload),
        ],
      })
      for (const each of group) each.resolve()
    } catch (error) {
      for (const each of group) each.reject(error)
    }
    flying--
    schedule()
  }

  return row =>
    new Promise((resolve, reject) => {
      queue.push({ row, resolve, reject })
      schedule()
    })
}
