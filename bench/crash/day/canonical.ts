/** Gives ids that were drawn at random names that follow from what their rows say. Pure. */
import { createHash } from 'node:crypto'
import type { Row } from './tenant-rows.sql.ts'

const anyId = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

/** What makes a row the one that it is, where that is less than all of it: then a difference in it is one difference. */
const keys: Readonly<Record<string, readonly string[]>> = {
  automation_runs: ['automation_id', 'contact_id', 'entry_fact', 'started_at', 'branch'],
  automation_calls: ['run_id', 'n'],
  message_sends: ['dedupe_key'],
}

export interface Difference {
  readonly table: string
  /** Which of the two days has it. */
  readonly only: 'undisturbed' | 'disturbed'
  readonly text: string
}

/**
 * What only one of two days has. An id that both days have is the same thing. Another one is named after its row, once
 * all ids in that have names; rows that say the same are told apart by a number. What has no row is gone.
 */
export function compareDays(undisturbed: readonly Row[], disturbed: readonly Row[]): Difference[] {
  const known = idsIn(undisturbed).intersection(idsIn(disturbed))
  const [one, other] = [textsOf(undisturbed, known), textsOf(disturbed, known)]
  return [
    ...without(one, other).map(each => ({ ...each, only: 'undisturbed' as const })),
    ...without(other, one).map(each => ({ ...each, only: 'disturbed' as const })),
  ].sort((a, b) => a.table.localeCompare(b.table) || a.text.localeCompare(b.text))
}

const idsIn = (rows: readonly Row[]) =>
  new Set(rows.flatMap(({ id, columns }) => [id ?? [], JSON.stringify(columns).match(anyId) ?? []].flat()))

interface RowText {
  readonly table: string
  readonly text: string
}

function textsOf(rows: readonly Row[], known: ReadonlySet<string>): RowText[] {
  const named = new Map<string, string>()
  const owners = new Map<string, Row>()
  for (const row of rows) {
    const isOwner = row.id !== undefined && (row.table in keys || !owners.has(row.id))
    if (isOwner && !known.has(row.id!)) owners.set(row.id!, row)
  }
  const nameOfId = (id: string) => named.get(id) ?? (known.has(id) || owners.has(id) ? id : '<gone>')
  const withNames = (columns: object) => JSON.stringify(columns).replace(anyId, nameOfId)

  const used = new Map<string, number>()
  let left = [...owners]
  while (left.length > 0) {
    const isReady = ([id, row]: (typeof left)[number]) =>
      (JSON.stringify(keyOf(row)).match(anyId) ?? []).every(
        each => each === id || !owners.has(each) || named.has(each),
      )
    const { ready = [], blocked = [] } = Object.groupBy(left, each => (isReady(each) ? 'ready' : 'blocked'))
    if (ready.length === 0)
      throw new Error(`Rows refer to each other in a circle: ${withNames(blocked[0]![1])}`)
    for (const [id, name] of ready.map(([id, row]) => [id, nameOf(row, withNames(keyOf(row)))] as const)) {
      const number = (used.get(name) ?? 0) + 1
      used.set(name, number)
      named.set(id, number === 1 ? name : `${name}#${number}`)
    }
    left = blocked
  }
  return rows.map(({ table, id, columns }) => {
    const own = id === undefined ? '' : `${named.get(id) ?? id} `
    return { table, text: own + withNames(columns) }
  })
}

function keyOf({ table, columns }: Row): object {
  const names = keys[table]
  return names ? names.map(name => columns[name]) : columns
}

const nameOf = ({ table }: Row, text: string) =>
  `<${table} ${createHash('sha256').update(text).digest('hex').slice(0, 10)}>`

function without(rows: readonly RowText[], others: readonly RowText[]): RowText[] {
  const counts = new Map<string, number>()
  const nameOf = ({ table, text }: RowText) => `${table} ${text}`
  for (const row of others) counts.set(nameOf(row), (counts.get(nameOf(row)) ?? 0) + 1)
  return rows.filter(row => {
    const count = counts.get(nameOf(row)) ?? 0
    counts.set(nameOf(row), count - 1)
    return count <= 0
  })
}
