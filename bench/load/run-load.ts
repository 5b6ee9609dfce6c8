import { nextMessage, startNodeChild } from '../children/node-child.ts'

/** Stands in a request for a number that is another one each time. */
export const numberPlace = '##########'

export interface LoadSettings {
  readonly port: number
  /** The same bytes each time but for a `numberPlace`. */
  readonly requestText: string
  readonly connections: number
  readonly warmupSeconds: number
  readonly seconds: number
}

export interface LoadResult {
  readonly type: 'result'
  /** Answered within the measured time; the warm-up is not counted. */
  readonly requests: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
  /** Of the generator itself. */
  readonly ownCpuSeconds: number
  /** Answers other than 2xx and broken connections, by reason, those of the warm-up included. */
  readonly refused: Readonly<Record<string, number>>
}

/** Sends the same request over many connections, one in flight on each, and observes when measuring begins and ends. */
export async function runLoad<Observation>(
  settings: LoadSettings,
  observe: () => Promise<Observation>,
): Promise<{ load: LoadResult; before: Observation; after: Observation }> {
  const generator = startNodeChild(new URL('./generator.ts', import.meta.url), settings)
  const [before, after, load] = await Promise.all([
    nextMessage(generator, 'measuring').then(observe),
    nextMessage(generator, 'measured').then(observe),
    nextMessage<LoadResult>(generator, 'result'),
  ])
  return { load, before, after }
}
