/**
 * An answer to an NPS survey: how likely the contact is, from 1 to 10, to recommend the company. All answers are kept;
 * the contact shows the newest grade and the average of all.
 */
import type { Decimal } from '../purchases/decimal.ts'

export interface NpsFigures {
  /** Of the newest answer. */
  readonly grade: number
  readonly answeredAt: Date
  /** Of all answers, to two places, half away from zero. */
  readonly averageGrade: Decimal
}

/** A whole number from 1 to 10, as text. */
export function readGrade(text: string): number | undefined {
  return /^([1-9]|10)$/.test(text) ? Number(text) : undefined
}
