import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Child } from '../children/child.ts'
import { freePort } from '../children/free-port.ts'
import { nextMessage, startNodeChild } from '../children/node-child.ts'
import { memoryOf } from '../children/proc.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText as machineToText } from '../intake/machine.ts'
import { readPositive } from '../intake/options.ts'
import { benchSecret } from './messages.ts'
import type { Tally } from './receiver.ts'

const help = `npm run bench -- webhooks [options]

  --events 100000            how many messages
  --concurrency 128          how many are under way at a time
  --database both            embedded, server or both; the server is DATABASE_URL,
                             or postgres://postgres@127.0.0.1:5432/postgres
  --rounds 1                 how often each is measured; the median of the ratios counts
`

/** Of the floor's deliveries a second. */
const owed = 0.5

const contenders = ['floor', 'send', 'all'] as const
type Contender = (typeof contenders)[number]

const names: Record<Contender, string> = {
  floor: 'floor: claim, sign, POST, mark',
  send: 'Parley, deliveries that are written',
  all: 'Parley, from the facts in the log',
}

interface Options {
  readonly events: number
  readonly concurrency: number
  readonly kinds: readonly DatabaseKind[]
  readonly rounds: number
}

/**
 * Measures how fast messages are delivered to a receiver that checks each, beside the least that could do it, in one
 * run. Answers 1 only when a message was lost, wrong or came twice.
 */
export async function runWebhooksBench(args: readonly string[]): Promise<number> {
  const options = readOptions(args)
  if (options === 'help') {
    console.log(help)
    return 0
  }
  console.log(machineToText(describeMachine()))
  console.log(`${options.events} messages, ${options.concurrency} at a time. Only ratios count.\n`)
  let isSound = true
  for (const kind of options.kinds) {
    const ratios: Record<Contender, number[]> = { floor: [], send: [], all: [] }
    for (let round = 0; round < options.rounds; round++) {
      const rates = new Map<Contender, number>()
      for (const contender of round % 2 === 0 ? contenders : contenders.toReversed()) {
        const run = await measure(contender, kind, options)
        rates.set(contender, run.perSecond)
        const state = run.problem ?? `sound, ${Math.round(run.peakMb)} MB at most`
        if (run.problem) isSound = false
        console.log(
          `${kind.padEnd(10)}${names[contender].padEnd(38)}${Math.round(run.perSecond).toString().padStart(7)}/s  ${state}`,
        )
      }
      for (const contender of contenders) ratios[contender].push(rates.get(contender)! / rates.get('floor')!)
    }
    for (const contender of ['send', 'all'] as const) {
      const ratio = ratios[contender].toSorted((a, b) => a - b)[ratios[contender].length >> 1]!
      console.log(
        `${kind.padEnd(10)}${names[contender].padEnd(38)}${ratio.toFixed(2)} of the floor; owed ${owed}\n`,
      )
    }
  }
  return isSound ? 0 : 1
}

function readOptions(args: readonly string[]): Options | 'help' {
  const { values } = parseArgs({
    args: [...args],
    options: {
      events: { type: 'string', default: '100000' },
      concurrency: { type: 'string', default: '128' },
      database: { type: 'string', default: 'both' },
      rounds: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return 'help'
  return {
    events: readPositive('events', values.events),
    concurrency: readPositive('concurrency', values.concurrency),
    kinds: readKinds(values.database),
    rounds: readPositive('rounds', values.rounds),
  }
}

interface Finished {
  readonly type: 'finished'
  readonly seconds: number
  readonly unmarked?: number
}

/** Each with a database and a receiver of its own; time begins when all is filled and ends when all is marked. */
async function measure(contender: Contender, kind: DatabaseKind, { events: count, concurrency }: Options) {
  const folder = makeTemporaryFolder()
  const fresh = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  const port = await freePort()
  const receiver = startNodeChild(new URL('receiver.ts', import.meta.url), { port, secret: benchSecret })
  await nextMessage(receiver, 'ready')
  const database = fresh ? { kind, url: fresh.url } : { kind, folder: join(folder.path, 'postgres') }
  const url = `http://127.0.0.1:${port}/hooks`
  const settings = { database, url, secret: benchSecret, count, concurrency, part: contender }
  const file = contender === 'floor' ? 'bare-dispatcher.ts' : 'parley-dispatcher.ts'
  const dispatcher = startNodeChild(new URL(file, import.meta.url), settings)
  await nextMessage(dispatcher, 'ready')

  const finished = nextMessage<Finished>(dispatcher, 'finished')
  dispatcher.process.send('go')
  const { seconds, unmarked = 0 } = await finished
  const peakMb = memoryOf(dispatcher.pid).peakMb
  const problem = problemOf(await tallyOf(receiver), count, unmarked)
  await dispatcher.stop('SIGTERM')
  await receiver.stop('SIGTERM')
  await fresh?.drop()
  await folder.remove()
  return { perSecond: count / seconds, peakMb, problem }
}

function tallyOf(receiver: Child): Promise<Tally> {
  const tally = nextMessage<Tally>(receiver, 'tally')
  receiver.process.send('tally')
  return tally
}

function problemOf(
  { received, distinct, wrong }: Tally,
  count: number,
  unmarked: number,
): string | undefined {
  if (received === count && distinct === count && wrong === 0 && unmarked === 0) return undefined
  return `NOT SOUND: ${received} received, ${distinct} of them different, ${wrong} wrong, ${unmarked} not marked`
}
