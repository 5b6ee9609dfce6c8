import { type RawBuilder, sql } from 'kysely'
import type { Asked, Compiling } from './compiling.ts'
import { type Amount, type Figure, measureOf } from './figure.ts'
import type { Present } from './wall-clock.ts'
import { type Bounds, boundsOf, type Window } from './window.ts'

/** Facts of contacts, chosen already. */
export interface Facts extends Pick<Asked, 'source' | 'rows' | 'contactId' | 'at' | 'bounds' | 'conditions'> {
  /** Names bounds and conditions. */
  readonly name: unknown
  /** How many there are, where it is not one for each row. */
  readonly count?: RawBuilder<unknown>
  /** A number of each fact, or null. */
  numberOf?(name: string): RawBuilder<unknown>
}

export function hasFigure(compiling: Compiling, facts: Facts, figure: Figure): RawBuilder<boolean> {
  const { name, count = sql`count(*)`, numberOf, ...asked } = facts
  const passes = (what: readonly unknown[], value: RawBuilder<unknown>, test: Asked['test']) =>
    compiling.ask({ ...asked, value, valueName: JSON.stringify([name, ...what]), test })
  const countIs = (amount: Amount) => passes(['count'], count, value => isAmount(value, amount))

  if ('count' in figure) {
    const [least, most] = rangeOf(figure.count)
    const atLeast = (count: number) => (count <= 0 ? sql<boolean>`true` : countIs({ atLeast: count }))
    if (most === undefined) return atLeast(least)
    return least <= 0 ? sql<boolean>`not ${atLeast(most + 1)}` : countIs({ between: [least, most] })
  }
  const measured = measureOf(figure)
  if (measured) {
    const { aggregate, measure } = measured
    const value = sql`${sql.raw(functions[aggregate])}(${numberOf!(measure.of)})`
    return passes([aggregate, measure.of], value, value => isAmount(value, measure))
  }
  const { at } = facts
  if ('first' in figure)
    return passes(['first'], sql`min(${at})`, value => lies(value, figure.first, compiling))
  if ('last' in figure) return passes(['last'], sql`max(${at})`, value => lies(value, figure.last, compiling))
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
