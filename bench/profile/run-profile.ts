import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readIntakeOptions } from '../intake/options.ts'
import { runLoad } from '../load/run-load.ts'
import { startTarget, type TargetName } from '../targets/target.ts'
import { type CpuProfile, functionOf, partOf, type Share, selfTimes } from './cpu-profile.ts'

const cache = fileURLToPath(new URL('../../.cache/bench/', import.meta.url))

/**
 * Loads Parley as the intake bench does and prints where each of its threads spends its time: `npm run bench --
 * profile --database server --connections 64`. The files it names open in Chrome's DevTools.
 */
export async function runProfile(args: readonly string[]): Promise<number> {
  const options = readIntakeOptions(args)
  if (options === 'help') {
    console.log(
      'npm run bench -- profile [--only c] [--database server] [--connections 64] [--seconds 8] [--warmup 3]',
    )
    return 0
  }
  const { warmupSeconds, seconds } = options
  const targets = options.targets.filter(name => !floors.has(name))
  const runs = options.kinds.flatMap(kind => targets.map(name => ({ kind, name })))
  for (const { kind, name } of runs) {
    for (const connections of options.connections) {
      const folder = join(cache, `profile-${Date.now()}`)
      mkdirSync(folder, { recursive: true })
      const target = await startTarget(name, kind, ['--cpu-prof', `--cpu-prof-dir=${folder}`])
      const { port, requestText } = target
      const settings = { port, requestText, connections, warmupSeconds, seconds }
      const { load, before, after } = await runLoad(
        settings,
        async () => performance.now() * 1000 + clockOrigin,
      )
      await target.stop()
      console.log(
        `\n${name}, ${kind}, ${connections} connections: ${Math.round(load.requests / load.seconds)} requests/s`,
      )
      for (const file of readdirSync(folder)) printProfile(join(folder, file), before, after)
    }
  }
  return 0
}

const floors: ReadonlySet<TargetName> = new Set([
  'bare-http',
  'grouped-insert',
  'bulk-insert',
  'bulk-numbered',
])

/** What to add to `performance.now()` for the clock of profiles, in microseconds. */
const clockOrigin = Number(process.hrtime.bigint() / 1000n) - performance.now() * 1000

function printProfile(file: string, from: number, to: number) {
  const profile: CpuProfile = JSON.parse(readFileSync(file, 'utf8'))
  const parts = selfTimes(profile, from, to, partOf)
  const busy = parts.reduce((sum, part) => sum + part.share, 0)
  console.log(`\n${file}\nbusy ${percent(busy)}`)
  printShares(parts.slice(0, 15))
  console.log('')
  printShares(selfTimes(profile, from, to, functionOf).slice(0, 30))
}

function printShares(shares: readonly Share[]) {
  for (const { name, share } of shares) console.log(`${percent(share).padStart(7)}  ${name}`)
}

const percent = (share: number) => `${(share * 100).toFixed(1)} %`
