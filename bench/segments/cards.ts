/** The reads that a contact's card is made of, through the whole server, one at a time and each of another contact. */
import { Agent, get } from 'node:http'
import { createKey } from '../../src/domain/accounts/create-key.ts'
import { transact } from '../../src/storage/database.ts'
import { freePort } from '../children/free-port.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { waitUntil } from '../children/wait-until.ts'
import { waitForQuiet } from '../intake/wait-for-quiet.ts'
import { isReady, startApi } from '../targets/parley.ts'
import { sampleContactIds } from './stage.sql.ts'
import type { Stage } from './stage.ts'
import { quantile } from './timing.ts'

const reads = {
  'GET /contacts/{id}': (id: string) => `/contacts/${id}`,
  'GET /contacts/{id}/timeline': (id: string) => `/contacts/${id}/timeline`,
  'GET /interactions?contactId={id}': (id: string) => `/interactions?contactId=${id}`,
}
const [warmup, measured] = [500, 1000]

export interface CardFigure {
  readonly name: string
  readonly p50: number
  readonly p99: number
}

export async function measureCards({ database, url, tenant }: Stage): Promise<CardFigure[]> {
  const input = { dialect: 'parley' as const, name: 'bench' }
  const { secret } = await transact(database.db, tx => createKey(tx, tenant.id, input, 'bench', new Date()))
  const contactIds = await sampleContactIds(database.pool, tenant.id, warmup + measured)
  const folder = makeTemporaryFolder()
  const port = await freePort()
  const server = startApi({ port, dataFolder: folder.path, databaseUrl: url })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  try {
    if (!(await waitUntil(() => isReady(port), 60_000))) throw new Error(server.output())
    await waitForQuiet()
    const figures: CardFigure[] = []
    for (const [name, path] of Object.entries(reads)) {
      const times: number[] = []
      for (const contactId of contactIds)
        times.push(await timeOf({ agent, port, path: `/parley/v1${path(contactId)}`, secret }))
      const counted = times.slice(warmup)
      figures.push({ name, p50: quantile(counted, 0.5), p99: quantile(counted, 0.99) })
    }
    return figures
  } finally {
    agent.destroy()
    await server.stop()
    await folder.remove()
  }
}

/** From the request to the last byte of the answer. */
function timeOf({
  agent,
  port,
  path,
  secret,
}: {
  agent: Agent
  port: number
  path: string
  secret: string
}): Promise<number> {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const headers = { authorization: `Bearer ${secret}` }
    get({ agent, host: '127.0.0.1', port, path, headers }, answer => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - startedAt)
        else reject(new Error(`${path}: ${answer.statusCode}`))
      })
    }).on('error', reject)
  })
}
