import { parseArgs } from 'node:util'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { letters, type TargetName, targetNames } from '../targets/target.ts'

export interface IntakeBenchOptions {
  readonly seconds: number
  readonly warmupSeconds: number
  readonly connections: readonly number[]
  readonly kinds: readonly DatabaseKind[]
  readonly rounds: number
  readonly targets: readonly TargetName[]
  /** Whether to add the figures to bench/RESULTS.md. */
  readonly isRecorded: boolean
}

export const intakeHelp = `npm run bench -- intake [options]

  --seconds 8                measured time of each run
  --warmup 3                 seconds of load before it
  --connections 16,64,256    how many at a time, one request in flight on each
  --database both            embedded, server or both; the server is DATABASE_URL,
                             or postgres://postgres@127.0.0.1:5432/postgres
  --rounds 2                 how often each server is measured; the median counts
  --only a,b,c               which servers: (a) bare node:http, (b) the floor, (c) Parley,
                             (d) Parley with five webhooks that hear of every interaction,
                             (e) events through the WebEngage dialect, (f) 25 at a time
                             (g) with 100 automations, of which 20 fit, and 50 live segments besides,
                             (h) the floor of (f), (i) the same with numbers and indexes as Parley has
  --record                   add the figures to bench/RESULTS.md
`

export function readIntakeOptions(args: readonly string[]): IntakeBenchOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '8' },
      warmup: { type: 'string', default: '3' },
      connections: { type: 'string', default: '16,64,256' },
      database: { type: 'string', default: 'both' },
      rounds: { type: 'string', default: '2' },
      only: { type: 'string', default: 'a,b,c' },
      record: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    seconds: readPositive('seconds', values.seconds),
    warmupSeconds: readPositive('warmup', values.warmup),
    connections: values.connections.split(',').map(text => readPositive('connections', text)),
    kinds: readKinds(values.database),
    rounds: readPositive('rounds', values.rounds),
    targets: readTargets(values.only),
    isRecorded: values.record,
  }
}

function readTargets(text: string): TargetName[] {
  const wanted = text.split(',')
  const known = Object.values(letters)
  const unknown = wanted.find(letter => !known.includes(letter))
  if (unknown !== undefined) throw new Error(`--only takes a to ${known.at(-1)}, not ${unknown}.`)
  return targetNames.filter(name => wanted.includes(letters[name]))
}

export function readPositive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new Error(`--${name} is a number above 0, not ${text}.`)
  return value
}
