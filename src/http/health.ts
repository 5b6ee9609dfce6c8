import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { probeWrite } from './health.sql.ts'
import { findLate, type Late } from './lateness.ts'
import type { Services } from './services.ts'

const node = hostname()
const readyWithinMs = 1900
const freshMs = 5000
const lookWithinMs = 500

/** For whoever runs the server: is the process alive, can it do its work, how busy is it. */
export async function mountHealth(app: FastifyInstance, services: Services): Promise<void> {
  const lateNow = createLook(services)

  app.get('/health/live', async () => ({ status: 'ok' }))

  // What is late degrades; it takes no server out of service: another one would be no sooner.
  app.get('/health/ready', async (_request, reply) => {
    const started = performance.now()
    const problem = await problemOfWriting(services)
    const writeMs = Math.round(performance.now() - started)
    if (problem === undefined) {
      const late = await lateNow()
      return { status: late.length === 0 ? 'ok' : 'degraded', database: { writeMs }, late }
    }
    services.logger.warn({ problem }, 'not ready')
    return reply.code(503).header('retry-after', '1').send({ status: 'unavailable', database: { problem } })
  })

  app.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await services.metrics.render()
    return reply.type(contentType).send(text)
  })
}

/** Looks for what is late, at most every few seconds however often it is asked; nothing when that takes too long. */
function createLook({ db, thresholds, logger }: Services): () => Promise<readonly Late[]> {
  let known: readonly Late[] = []
  let look: Promise<void> | undefined
  let freshUntil = 0
  const renew = () =>
    findLate(db, thresholds)
      .then(
        late => {
          known = late
          freshUntil = performance.now() + freshMs
        },
        error => logger.warn({ err: error }, 'cannot tell what is late'),
      )
      .finally(() => {
        look = undefined
      })
  return async () => {
    if (performance.now() < freshUntil) return known
    look ??= renew()
    await Promise.race([look, delay(lookWithinMs, undefined, { ref: false })])
    return known
  }
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
