import { type Figure, readFigure, readName } from './figure.ts'
import { fieldAt, hasField, hasOnly, type Place, readList, readOneOf } from './rule-input.ts'
import { readWindow, type Window } from './window.ts'

/**
 * Receipts on which something was bought. Amounts are in the company's own currency, and what was returned is taken off a
 * sum.
 */
export interface PurchasesRule {
  readonly kind: 'purchases'
  /** Receipts on which one of these was bought. */
  readonly skus?: readonly string[]
  /** External ids of stores. */
  readonly stores?: readonly string[]
  readonly within?: Window
  readonly has: Figure
}

const mostNames = 500
const readWhat = (place: Place) => readOneOf(place, ['amount', 'articles'])

export function readPurchasesRule(place: Place): PurchasesRule {
  hasOnly(place, ['kind', 'skus', 'stores', 'within', 'has'])
  return {
    kind: 'purchases',
    ...(hasField(place, 'skus') && { skus: readList(fieldAt(place, 'skus'), mostNames, readName) }),
    ...(hasField(place, 'stores') && { stores: readList(fieldAt(place, 'stores'), mostNames, readName) }),
    ...(hasField(place, 'within') && { within: readWindow(fieldAt(place, 'within')) }),
    has: readFigure(fieldAt(place, 'has'), readWhat),
  }
}
