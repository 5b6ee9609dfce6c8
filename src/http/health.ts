import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { probeWrite } from './health.sql.ts'
import type { Services } from './services.ts'

const node = hostname()
const readyWithinMs = 1900

/** For whoever runs the server: is the process alive, can it do its work, how busy is it. */
export async function mountHealth(app: FastifyInstance, services: Services): Promise<void> {
  app.get('/health/live', async () => ({ status: 'ok' }))

  app.get('/health/ready', async (_request, reply) => {
    const started = performance.now()
    const problem = await problemOfWriting(services)
    if (problem === undefined)
      return { status: 'ok', database: { writeMs: Math.round(performance.now() - started) } }
    services.logger.warn({ problem }, 'not ready')
    return reply.code(503).header('retry-after', '1').send({ status: 'unavailable', database: { problem } })
  })

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await services.metrics.render()
    return reply.type(contentType).send(text)
  })
}

/** A real write and a read of what was written: a database that only answers `select 1` takes no interactions. */
async function problemOfWriting({ db }: Services): Promise<string | undefined> {
  const tooSlow = new AbortController()
  const timeout = delay(readyWithinMs, 'The database did not answer in time.', { signal: tooSlow.signal })
  const probe = probeWrite(db, node).then(
    () => undefined,
    () => 'The database cannot be written to.',
  )
  const problem = await Promise.race([probe, timeout.catch(() => undefined)])
  tooSlow.abort()
  return problem
}
