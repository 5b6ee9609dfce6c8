import { deepEqual, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { playDay } from '../../bench/crash/day/play-day.ts'
import { startReceiver } from '../../bench/crash/day/receiver.ts'
import { newDay } from '../kit/day.ts'
import { type Home, newHome, type Server, serverUrl } from '../kit/server.ts'

const length = { ticks: 8, minutes: 180, contacts: 12, percent: 60 }
/** By tick, so many milliseconds after the clock moved. */
const kills: Readonly<Record<number, number>> = { 1: 60, 4: 150, 6: 10 }

// On a server it takes up to two minutes until a dead process's leases run out: `npm run crash -- --day` does it there.
if (serverUrl === undefined) {
  describe('A server killed during a day of virtual time', () => {
    let home: Home
    let server: Server
    const start = () =>
      home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off', PARLEY_WEBHOOKS_PRIVATE: 'allow' })
    before(async () => {
      home = await newHome()
      server = await start()
    })
    after(() => home.remove())

    it('leaves the same runs, members and messages as an undisturbed one', async () => {
      const receiver = await startReceiver()
      try {
        const day = await newDay(() => server, length, receiver.url)
        await playDay(day.api, day.plot, day.history)
        const undisturbed = await day.evening()
        for (const [what, rows] of Object.entries(undisturbed)) ok(rows.length > 0, what)

        await day.again()
        await playDay(day.api, day.plot, day.history, async tick => {
          if (!(tick in kills)) return
          await pause(kills[tick])
          await server.stop('SIGKILL')
          server = await start()
        })
        deepEqual(await day.evening(), undisturbed)
      } finally {
        receiver.close()
      }
    })
  })
}
