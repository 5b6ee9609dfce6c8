import { type RawBuilder, sql } from 'kysely'
import type { Compiling } from './compiling.ts'
import { type Amount, type Figure, measureOf } from './figure.ts'
import type { Present } from './wall-clock.ts'
import { type Bounds, boundsOf, type Window } from './window.ts'

/** Facts of contacts, chosen already. */
export interface Facts {
  /** From `from` to the end of `where`. */
  readonly rows: RawBuilder<unknown>
  readonly contactId: RawBuilder<unknown>
  readonly at: RawBuilder<unknown>
  /** How many there are, where it is not one for each row. */
  readonly count?: RawBuilder<unknown>
  /** A number of each fact, or null. */
  numberOf?(name: string): RawBuilder<unknown>
}

export function hasFigure(compiling: Compiling, facts: Facts, figure: Figure): RawBuilder<boolean> {
  const whose = (having: RawBuilder<unknown>) =>
    compiling.isIn(sql`select ${facts.contactId} as contact_id ${facts.rows} group by 1 having ${having}`)
  const countIs = (amount: Amount) => whose(isAmount(facts.count ?? sql`count(*)`, amount))

  if ('count' in figure) {
    const [least, most] = rangeOf(figure.count)
    const atLeast = (count: number) => (count <= 0 ? sql<boolean>`true` : countIs({ atLeast: count }))
    if (most === undefined) return atLeast(least)
    return least <= 0 ? sql<boolean>`not ${atLeast(most + 1)}` : countIs({ between: [least, most] })
  }
  const measured = measureOf(figure)
  if (measured) {
    const value = facts.numberOf!(measured.measure.of)
    return whose(isAmount(sql`${sql.raw(functions[measured.aggregate])}(${value})`, measured.measure))
  }
  if ('first' in figure) return whose(lies(sql`min(${facts.at})`, figure.first, compiling))
  if ('last' in figure) return whose(lies(sql`max(${facts.at})`, figure.last, compiling))
  throw new Error('A figure has one of the fields that there are.')
}

const functions = { sum: 'sum', min: 'min', max: 'max', average: 'avg' } as const

function rangeOf(amount: Amount): [number, number | undefined] {
  if ('atLeast' in amount) return [amount.atLeast, undefined]
  if ('atMost' in amount) return [0, amount.atMost]
  return 'exactly' in amount ? [amount.exactly, amount.exactly] : [...amount.between]
}

function isAmount(value: RawBuilder<unknown>, amount: Amount): RawBuilder<unknown> {
  if ('atLeast' in amount) return sql`${value} >= ${amount.atLeast}::numeric`
  if ('atMost' in amount) return sql`${value} <= ${amount.atMost}::numeric`
  if ('exactly' in amount) return sql`${value} = ${amount.exactly}::numeric`
  return sql`${value} between ${amount.between[0]}::numeric and ${amount.between[1]}::numeric`
}

export function lies(
  at: RawBuilder<unknown>,
  window: Window | undefined,
  present: Present,
): RawBuilder<unknown> {
  return within(at, boundsOf(window, present))
}

export function within(at: RawBuilder<unknown>, { after, upTo }: Bounds): RawBuilder<unknown> {
  const parts = [
    ...(after ? [sql`${at} > ${after}::timestamptz`] : []),
    ...(upTo ? [sql`${at} <= ${upTo}::timestamptz`] : []),
  ]
  return parts.length === 0 ? sql`true` : sql.join(parts, sql` and `)
}
