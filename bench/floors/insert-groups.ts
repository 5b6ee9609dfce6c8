import type pg from 'pg'

/** A table, and the statement that inserts into it what comes as one array for each column. */
export interface Inserting<Row> {
  readonly create: string
  readonly insert: string
  readonly columns: readonly (keyof Row)[]
}

interface Waiting<Row> {
  readonly row: Row
  resolve(): void
  reject(error: unknown): void
}

/** Statements at a time: while one is on its way the next is gathered. More than two gain nothing on two cores. */
const flights = 2
const mostPerGroup = 500

/** Makes the table and answers a function that stores a row together with those that wait at the same time. */
export async function startInserting<Row>(
  pool: pg.Pool,
  { create, insert, columns }: Inserting<Row>,
): Promise<(row: Row) => Promise<void>> {
  await pool.query(create)

  let queue: Waiting<Row>[] = []
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

  async function fly(group: readonly Waiting<Row>[]) {
    flying++
    try {
      const rows = group.map(each => each.row)
      await pool.query({
        name: 'insert_group',
        text: insert,
        values: columns.map(column => rows.map(row => row[column])),
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
