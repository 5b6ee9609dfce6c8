import { parseArgs } from 'node:util'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { readPositive } from '../intake/options.ts'
import type { LoadResult, runLoad } from './run-load.ts'

/** How many connections load a server, and for how long. */
export type Length = Omit<Parameters<typeof runLoad>[0], 'port' | 'requestText'>

export interface LoadOptions {
  readonly length: Length
  readonly rounds: number
  readonly kinds: readonly DatabaseKind[]
}

/** Of a bench that loads one way after another. Nothing when only help was asked for. */
export function readLoadOptions(args: readonly string[], rounds: string): LoadOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      seconds: { type: 'string', default: '5' },
      warmup: { type: 'string', default: '2' },
      connections: { type: 'string', default: '16' },
      rounds: { type: 'string', default: rounds },
      database: { type: 'string', default: 'both' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  return {
    length: {
      connections: readPositive('connections', values.connections),
      warmupSeconds: readPositive('warmup', values.warmup),
      seconds: readPositive('seconds', values.seconds),
    },
    rounds: readPositive('rounds', values.rounds),
    kinds: readKinds(values.database),
  }
}

export const rateOf = ({ requests, seconds }: LoadResult) => requests / seconds

export const showLoad = (result: LoadResult) =>
  `${Math.round(rateOf(result))}/s p50 ${result.p50Ms.toFixed(1)} ms p99 ${result.p99Ms.toFixed(1)} ms`
