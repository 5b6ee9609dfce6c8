import { waitUntil } from '../children/wait-until.ts'

const lagLine = /^parley_log_lag\{.*\} (\d+)/gm

/** Waits until every consumer has read all of its log; false when that takes more than half a minute. */
export function untilCaughtUp(port: number): Promise<boolean> {
  return waitUntil(
    async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`)
      const lags = [...(await answer.text()).matchAll(lagLine)].map(match => Number(match[1]))
      return lags.length > 0 && lags.every(lag => lag === 0)
    },
    30_000,
    250,
  )
}
