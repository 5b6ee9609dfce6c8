/** A pause that can be made shorter, never longer: whoever calls again and again does not put off its end. */
export interface Pause {
  take(ms: number): Promise<void>
  /** Ends the pause that is taken in so many milliseconds at the latest. */
  endWithin(ms: number): void
}

export function createPause(): Pause {
  let timer: NodeJS.Timeout | undefined
  let end = () => {}
  let endsAt = Number.NEGATIVE_INFINITY

  function endIn(ms: number) {
    clearTimeout(timer)
    timer = setTimeout(end, ms)
    endsAt = performance.now() + ms
  }

  return {
    take: ms =>
      new Promise(resolve => {
        end = resolve
        endIn(ms)
      }),
    endWithin(ms) {
      if (performance.now() + ms < endsAt) endIn(ms)
    },
  }
}
