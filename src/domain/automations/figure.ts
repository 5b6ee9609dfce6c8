import { toNumber } from '../../kernel/loose-number.ts'
import type { Bounds, Figure, NumbersAsked } from './definition.ts'
import { valueAt } from './value-test.ts'

type Values = Readonly<Record<string, unknown>>

/** Whether what happened has the figure that is asked for. Of no number at all nothing holds but a count. */
export function hasFigure(figure: Figure, facts: readonly Values[]): boolean {
  if ('count' in figure) return isWithin(figure.count, facts.length)
  const [[kind, asked]] = Object.entries(figure) as [[keyof typeof figures, NumbersAsked]]
  const numbers = facts.flatMap(fact => toNumber(valueAt(fact, asked.of)) ?? [])
  return numbers.length > 0 && isWithin(asked, figures[kind](numbers))
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0)
const figures = {
  sum,
  min: (numbers: readonly number[]) => Math.min(...numbers),
  max: (numbers: readonly number[]) => Math.max(...numbers),
  average: (numbers: readonly number[]) => sum(numbers) / numbers.length,
}

const isWithin = ({ atLeast, atMost, exactly }: Bounds, value: number) =>
  (atLeast === undefined || value >= atLeast) &&
  (atMost === undefined || value <= atMost) &&
  (exactly === undefined || value === exactly)
