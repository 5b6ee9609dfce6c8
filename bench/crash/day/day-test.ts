import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { DatabaseKind } from '../../databases/database-place.ts'
import type { CrashOptions } from '../options.ts'
import { createRandom } from '../random.ts'
import { createApi } from './api.ts'
import { compareDays, type Difference } from './canonical.ts'
import { setDayStage } from './day-stage.ts'
import { type Length, writeHistory } from './history.ts'
import { carryOutKill, planKills } from './kills.ts'
import { playDay } from './play-day.ts'
import { setPlot } from './plot.ts'
import { startReceiver } from './receiver.ts'
import type { Row } from './tenant-rows.sql.ts'

const length: Length = { ticks: 48, minutes: 30, contacts: 40, percent: 20 }
const mostShown = 20
const folder = new URL('../../../.cache/bench/', import.meta.url)

/**
 * Lets the same day of virtual time go by twice, once undisturbed and once with processes killed by SIGKILL at random
 * moments, and compares all that the tenant has afterwards. Answers how many rows differ.
 */
export async function crashDay(kind: DatabaseKind, { seed, rounds }: CrashOptions): Promise<number> {
  const random = createRandom(seed)
  const history = writeHistory(random.fork(), length)
  const stage = await setDayStage(kind)
  const receiver = await startReceiver()
  try {
    const api = createApi(stage.place)
    const plot = await setPlot(api, length.contacts, receiver.url)
    await api.parley('POST', '/snapshots', { name: 'morning' })

    const kills = planKills(random.fork(), rounds, length.ticks, stage.hasTwo)
    const days: Row[][] = []
    for (const isDisturbed of [false, true]) {
      const began = performance.now()
      await playDay(api, plot, history, async tick => {
        const kill = isDisturbed ? kills.find(each => each.tick === tick) : undefined
        if (!kill) return
        console.log(`${kind} tick ${tick}: kill ${kill.victim} after ${kill.afterMs.toFixed(0)} ms`)
        await carryOutKill(stage, kill)
      })
      const rows = await stage.readAll()
      days.push(rows)
      const seconds = ((performance.now() - began) / 1000).toFixed(0)
      console.log(
        `${kind}, ${isDisturbed ? `${kills.length} kills` : 'undisturbed'}: ${sum(rows)}, ${seconds} s`,
      )
      if (isDisturbed) break
      await stage.start()
      await api.parley('POST', '/reset', { snapshot: 'morning' })
    }
    return report(kind, compareDays(days[0]!, days[1]!))
  } finally {
    receiver.close()
    await stage.remove()
  }
}

function report(kind: DatabaseKind, differences: readonly Difference[]): number {
  for (const { table, only, text } of differences.slice(0, mostShown))
    console.error(`VIOLATION only ${only}: ${table} ${text}`)
  if (differences.length > mostShown) {
    mkdirSync(folder, { recursive: true })
    const file = new URL(`day-${kind}-${Date.now()}.txt`, folder)
    writeFileSync(file, differences.map(({ table, only, text }) => `${only}: ${table} ${text}\n`).join(''))
    console.error(`… and ${differences.length - mostShown} more, all in ${fileURLToPath(file)}`)
  }
  console.log(`${kind}: ${differences.length} rows differ\n`)
  return differences.length
}

function sum(rows: readonly Row[]): string {
  const of = (table: string) => rows.filter(row => row.table === table).length
  return [
    `${of('interactions')} interactions`,
    `${of('automation_runs')} runs with ${of('automation_run_steps')} steps`,
    `${of('segment_members')} members`,
    `${of('message_sends')} messages`,
    `${of('events')} events`,
    `${rows.length} rows in all`,
  ].join(', ')
}
