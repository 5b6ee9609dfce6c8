/** The reads that a contact's card is made of, through the whole server, one at a time. */
import { createKey } from '../../src/domain/accounts/create-key.ts'
import { transact } from '../../src/storage/database.ts'
import { freePort } from '../children/free-port.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { waitUntil } from '../children/wait-until.ts'
import { isReady, startApi } from '../targets/parley.ts'
import type { Stage } from './stage.ts'
import { quantile } from './timing.ts'

const reads = {
  'GET /contacts/{id}': (id: string) => `/contacts/${id}`,
  'GET /contacts/{id}/timeline': (id: string) => `/contacts/${id}/timeline`,
  'GET /interactions?contactId={id}': (id: string) => `/interactions?contactId=${id}`,
}
const warmup = 50

export interface CardFigure {
  readonly name: string
  readonly p50: number
  readonly p99: number
}

export async function measureCards({ database, url, tenant, sample }: Stage): Promise<CardFigure[]> {
  const input = { dialect: 'parley' as const, name: 'bench' }
  const { secret } = await transact(database.db, tx => createKey(tx, tenant.id, input, 'bench', new Date()))
  const folder = makeTemporaryFolder()
  const port = await freePort()
  const server = startApi({ port, dataFolder: folder.path, databaseUrl: url })
  try {
    if (!(await waitUntil(() => isReady(port), 60_000))) throw new Error(server.output())
    const figures: CardFigure[] = []
    for (const [name, path] of Object.entries(reads)) {
      const times: number[] = []
      for (const [n, contactId] of [...sample.slice(0, warmup), ...sample].entries()) {
        const startedAt = performance.now()
        const answer = await fetch(`http://127.0.0.1:${port}/parley/v1${path(contactId)}`, {
          headers: { authorization: `Bearer ${secret}` },
        })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${name}: ${answer.status} ${text}`)
        if (n >= warmup) times.push(performance.now() - startedAt)
      }
      figures.push({ name, p50: quantile(times, 0.5), p99: quantile(times, 0.99) })
    }
    return figures
  } finally {
    await server.stop()
    await folder.remove()
  }
}
