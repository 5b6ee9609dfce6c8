import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { readPositive } from '../intake/options.ts'

export type CrashDialect = 'voyado' | 'webengage'

export interface CrashOptions {
  readonly rounds: number
  readonly kinds: readonly DatabaseKind[]
  readonly connections: number
  readonly seed: number
  /** By which API the clients post. */
  readonly dialect: CrashDialect
  /** Instead of clients that post all the while: a day of virtual time. */
  readonly isDay: boolean
}

export const crashHelp = `npm run crash -- [options]

  --rounds 5           how often something is killed, on each database
  --database both      embedded, server or both; the server is a PostgreSQL cluster made for this run
  --connections 8      clients that post all the while
  --dialect voyado     or webengage: its events, of which a tenth have an x-request-id
  --day                lets a day of virtual time go by with automations, segments and messages, once undisturbed and
                       once with so many kills as there are rounds, and compares all that there is afterwards
  --seed 1234          the same moments again; without it, any
`

export function readCrashOptions(args: readonly string[]): CrashOptions | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      database: { type: 'string', default: 'both' },
      connections: { type: 'string', default: '8' },
      dialect: { type: 'string', default: 'voyado' },
      day: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    rounds: readPositive('rounds', values.rounds),
    kinds: readKinds(values.database),
    connections: readPositive('connections', values.connections),
    seed: readPositive('seed', values.seed),
    isDay: values.day,
    dialect: readDialect(values.dialect),
  }
}

function readDialect(text: string): CrashDialect {
  if (text !== 'voyado' && text !== 'webengage')
    throw new Error(`--dialect is voyado or webengage, not ${text}.`)
  return text
}
