/**
 * What happens on the day, made from random numbers: the same ones give the same day. At each tick the clock is moved,
 * and then a contact does one thing at most: what it does may not race with itself, else two days could differ that are
 * both right.
 */
import type { Random } from '../random.ts'

export type Deed =
  | { readonly kind: 'review'; readonly contact: number; readonly rating: number }
  | { readonly kind: 'visit' | 'purchase' | 'erase'; readonly contact: number }
  | { readonly kind: 'move'; readonly contact: number; readonly city: string }
  | { readonly kind: 'mail'; readonly contact: number; readonly accepts: boolean }
  /** Of the business, not of a contact. */
  | { readonly kind: 'offer'; readonly price: number }

export interface Tick {
  readonly at: Date
  readonly deeds: readonly Deed[]
}

export interface Length {
  readonly ticks: number
  readonly minutes: number
  readonly contacts: number
  /** Of a hundred contacts so many do something at a tick. */
  readonly percent: number
}

/** The clock before anything happens: a Tuesday. */
export const morning = new Date('2031-03-04T04:00:00Z')
const cities = ['Lund', 'Oslo', 'Turku']

export function writeHistory(random: Random, { ticks, minutes, contacts, percent }: Length): Tick[] {
  const erased = new Set<number>()
  return Array.from({ length: ticks }, (_, tick) => {
    const hasOffer = random.happens(8)
    const deeds: Deed[] = hasOffer ? [{ kind: 'offer', price: Math.floor(random.between(1, 50)) }] : []
    for (let contact = 0; contact < contacts; contact++) {
      if (erased.has(contact) || !random.happens(percent)) continue
      const deed = deedOf(random, contact)
      if (hasOffer && deed.kind === 'erase') continue // whether it would still enter is anybody's guess
      if (deed.kind === 'erase') erased.add(contact)
      deeds.push(deed)
    }
    return { at: new Date(morning.getTime() + (tick + 1) * minutes * 60_000), deeds }
  })
}

function deedOf(random: Random, contact: number): Deed {
  if (random.happens(45)) return { kind: 'review', contact, rating: Math.floor(random.between(1, 6)) }
  if (random.happens(50)) return { kind: 'visit', contact }
  if (random.happens(40)) return { kind: 'purchase', contact }
  if (random.happens(50)) return { kind: 'move', contact, city: cities[Math.floor(random.between(0, 3))]! }
  if (random.happens(85)) return { kind: 'mail', contact, accepts: random.happens(50) }
  return { kind: 'erase', contact }
}
