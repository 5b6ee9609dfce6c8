import { join } from 'node:path'
import { freePort } from '../children/free-port.ts'
import { nextMessage, startNodeChild } from '../children/node-child.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { waitForQuiet } from '../intake/wait-for-quiet.ts'
import { type Length, rateOf, readLoadOptions, showLoad } from '../load/load-options.ts'
import { type LoadResult, numberPlace, runLoad } from '../load/run-load.ts'
import { startParley, waitForParley } from '../targets/parley.ts'

const help = `npm run bench -- creates [--seconds 5] [--warmup 2] [--connections 16] [--rounds 1] [--database both]

POST /contacts, each time another contact of one tenant, beside a bare Fastify route that stores a contact and its key.
`

/** Measures how many single contacts a second one tenant can make. */
export async function runCreatesBench(args: readonly string[]): Promise<number> {
  const options = readLoadOptions(args, '1')
  if (!options) {
    console.log(help)
    return 0
  }
  const { length, rounds, kinds } = options
  console.log(`${toText(describeMachine())}\n`)
  for (let round = 1; round <= rounds; round++)
    for (const kind of kinds) {
      const [parley, floor] = [
        await inFresh(kind, throughParley, length),
        await inFresh(kind, throughFloor, length),
      ]
      const ratio = (rateOf(parley) / rateOf(floor)).toFixed(2)
      console.log(`${kind.padEnd(8)} Parley ${showLoad(parley)}  floor ${showLoad(floor)}  ratio ${ratio}`)
    }
  return 0
}

type Way = (folder: string, databaseUrl: string | undefined, length: Length) => Promise<LoadResult>

async function inFresh(kind: DatabaseKind, way: Way, length: Length): Promise<LoadResult> {
  const folder = makeTemporaryFolder()
  const database = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  try {
    return await way(join(folder.path, 'data'), database?.url, length)
  } finally {
    await database?.drop()
    await folder.remove()
  }
}

const throughParley: Way = async (dataFolder, databaseUrl, length) => {
  const port = await freePort()
  const settings = { port, dataFolder, databaseUrl }
  const child = startParley(settings)
  try {
    const { voyado } = await waitForParley(child, settings)
    return await load(port, voyado.apiKey, length)
  } finally {
    await child.stop()
  }
}

const throughFloor: Way = async (dataFolder, url, length) => {
  const port = await freePort()
  const database = url ? { kind: 'server', url } : { kind: 'embedded', folder: dataFolder }
  const child = startNodeChild(new URL('../floors/grouped-contacts.ts', import.meta.url), { port, database })
  try {
    await nextMessage(child, 'ready')
    return await load(port, 'none', length)
  } finally {
    await child.stop()
  }
}

async function load(port: number, apiKey: string, length: Length): Promise<LoadResult> {
  await waitForQuiet()
  const { load } = await runLoad(
    { ...length, port, requestText: createRequest(port, apiKey) },
    async () => {},
  )
  if (Object.keys(load.refused).length > 0) throw new Error(JSON.stringify(load.refused))
  return load
}

function createRequest(port: number, apiKey: string): string {
  const body = JSON.stringify({
    email: `person${numberPlace}@example.com`,
    firstName: 'Ada',
    lastName: 'Berg',
    countryCode: 'SE',
    preferences: { acceptsEmail: true },
  })
  const head = ['POST /api/v3/contacts HTTP/1.1', `Host: 127.0.0.1:${port}`, `apikey: ${apiKey}`]
  const type = ['Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`]
  return [...head, 'User-Agent: ParleyBench/1.0', ...type, 'Connection: keep-alive', '', body].join('\r\n')
}
