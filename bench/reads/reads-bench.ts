import { join } from 'node:path'
import { freePort } from '../children/free-port.ts'
import { nextMessage, startNodeChild } from '../children/node-child.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { waitForQuiet } from '../intake/wait-for-quiet.ts'
import { type Length, rateOf, readLoadOptions, showLoad } from '../load/load-options.ts'
import { type LoadResult, runLoad } from '../load/run-load.ts'
import { type Demo, startParley, waitForParley } from '../targets/parley.ts'

const help = `npm run bench -- reads [--seconds 5] [--warmup 2] [--connections 16] [--rounds 3] [--database both]

GET /contacts/{id} and GET /contacts/id, beside a bare Fastify route that makes the same query.
`
/** The time of a read may be so many times that of the bare route. */
const owed = 1.3

const reads = {
  '/contacts/{id}': ({ contactId }: Demo['sample']) => `/contacts/${contactId}`,
  '/contacts/id': (_: Demo['sample'], email: string) => `/contacts/id?email=${encodeURIComponent(email)}`,
}
type Read = keyof typeof reads

interface Place {
  readonly port: number
  readonly demo: Demo
  readonly email: string
}

/** Measures reads on a database that Parley's demo has filled, by turns through Parley and through the bare route. */
export async function runReadsBench(args: readonly string[]): Promise<number> {
  const options = readLoadOptions(args, '3')
  if (!options) {
    console.log(help)
    return 0
  }
  const { length, rounds, kinds } = options
  console.log(`${toText(describeMachine())}\n`)
  for (const kind of kinds) await measureKind(kind, length, rounds)
  return 0
}

async function measureKind(kind: DatabaseKind, length: Length, rounds: number) {
  const folder = makeTemporaryFolder()
  const database = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  const dataFolder = join(folder.path, 'data')
  const ratios = new Map<Read, number[]>()
  try {
    for (let round = 1; round <= rounds; round++) {
      const parley = await throughParley(dataFolder, database?.url, length)
      const bare = await throughBareRoute(dataFolder, database?.url, length, parley.place)
      for (const read of Object.keys(reads) as Read[]) {
        const ratio = rateOf(bare[read]) / rateOf(parley.results[read])
        ratios.set(read, [...(ratios.get(read) ?? []), ratio])
        const figures = `Parley ${showLoad(parley.results[read])}  bare ${showLoad(bare[read])}`
        console.log(`${kind.padEnd(8)} ${read.padEnd(14)} ${figures}  time ratio ${ratio.toFixed(2)}`)
      }
    }
  } finally {
    await database?.drop()
    await folder.remove()
  }
  for (const [read, all] of ratios) {
    const median = all.sort((one, other) => one - other)[Math.floor(all.length / 2)]!
    const verdict = median <= owed ? 'met' : 'NOT MET'
    console.log(
      `- owed on ${kind}: ${read} at most ${owed} times the bare route: ${median.toFixed(2)}, ${verdict}`,
    )
  }
}

async function throughParley(dataFolder: string, databaseUrl: string | undefined, length: Length) {
  const port = await freePort()
  const settings = { port, dataFolder, databaseUrl }
  const child = startParley(settings)
  try {
    const demo = await waitForParley(child, settings)
    const email = await emailOf(port, demo)
    const place = { port, demo, email }
    return { place, results: await load(place, length) }
  } finally {
    await child.stop()
  }
}

async function throughBareRoute(
  dataFolder: string,
  databaseUrl: string | undefined,
  length: Length,
  { demo, email }: Place,
) {
  const port = await freePort()
  const location = databaseUrl === undefined ? { folder: join(dataFolder, 'postgres') } : { url: databaseUrl }
  const file = new URL('../floors/one-query.ts', import.meta.url)
  const child = startNodeChild(file, { port, location, slug: demo.tenant })
  try {
    await nextMessage(child, 'ready')
    return await load({ port, demo, email }, length)
  } finally {
    await child.stop()
  }
}

async function load({ port, demo, email }: Place, length: Length): Promise<Record<Read, LoadResult>> {
  const results: Partial<Record<Read, LoadResult>> = {}
  for (const [read, path] of Object.entries(reads) as [Read, (typeof reads)[Read]][]) {
    await waitForQuiet()
    const requestText = getRequest(port, `/api/v3${path(demo.sample, email)}`, demo.voyado.apiKey)
    const { load } = await runLoad({ ...length, port, requestText }, async () => {})
    if (Object.keys(load.refused).length > 0) throw new Error(`${read}: ${JSON.stringify(load.refused)}`)
    results[read] = load
  }
  return results as Record<Read, LoadResult>
}

async function emailOf(port: number, { voyado, sample }: Demo): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/v3/contacts/${sample.contactId}`, {
    headers: { apikey: voyado.apiKey, 'user-agent': 'ParleyBench/1.0' },
  })
  const { attributes } = (await answer.json()) as { attributes: { email: string } }
  return attributes.email
}

function getRequest(port: number, path: string, apiKey: string): string {
  const head = [`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`, `apikey: ${apiKey}`]
  return [...head, 'User-Agent: ParleyBench/1.0', 'Connection: keep-alive', '', ''].join('\r\n')
}
