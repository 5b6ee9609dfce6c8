import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { playDay } from '../../bench/crash/day/play-day.ts'
import { startReceiver } from '../../bench/crash/day/receiver.ts'
import { newDay } from '../kit/day.ts'
import { type Home, newHome, type Server, serverUrl } from '../kit/server.ts'

const length = { ticks: 6, minutes: 240, contacts: 40, percent: 70 }

if (serverUrl !== undefined) {
  describe('Two workers on one database', () => {
    let home: Home
    let api: Server
    const workers: Server[] = []
    const env = { PARLEY_RATE_LIMITS: 'off', PARLEY_WEBHOOKS_PRIVATE: 'allow' }
    const startWorker = async () => void workers.push(await home.start(['start', '--role', 'worker'], env))
    before(async () => {
      home = await newHome()
      api = await home.start(['start', '--demo', '--role', 'api'], env)
      await startWorker()
    })
    after(() => home.remove())

    async function advancedBy(worker: Server): Promise<number> {
      const text = await (await worker.call('GET', '/metrics')).text()
      return Number(/^parley_automation_runs_advanced_total (\d+)$/m.exec(text)?.[1])
    }

    it('share the runs and do nothing twice: the day ends as with one', async () => {
      const receiver = await startReceiver()
      try {
        const day = await newDay(() => api, length, receiver.url)
        await playDay(day.api, day.plot, day.history)
        const alone = await day.evening()
        const [first] = workers as [Server]
        const doneAlone = await advancedBy(first)

        await day.again()
        await startWorker()
        await playDay(day.api, day.plot, day.history)
        deepEqual(await day.evening(), alone)
        const done = [(await advancedBy(first)) - doneAlone, await advancedBy(workers[1]!)]
        for (const count of done) ok(count > 0, `each did something: ${done}`)

        equal(await first.stop(), 0)
        await day.again()
        await playDay(day.api, day.plot, day.history)
        deepEqual(await day.evening(), alone, 'the other one goes on alone')
      } finally {
        receiver.close()
      }
    })
  })
}
