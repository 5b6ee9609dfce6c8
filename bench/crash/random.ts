/** Random numbers that can be had again: the same seed gives the same ones. */
export interface Random {
  /** From `least` up to, but not including, `most`. */
  between(least: number, most: number): number
  /** True in so many of a hundred cases. */
  happens(percent: number): boolean
  /** Another sequence, for another actor, so that their timing does not mix. */
  fork(): Random
}

/** Mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    between: (least, most) => least + next() * (most - least),
    happens: percent => next() * 100 < percent,
    fork: () => createRandom(Math.floor(next() * 2 ** 32)),
  }
}
