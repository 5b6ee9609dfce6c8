import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pino from 'pino'
import type { Config } from '../config.ts'
import { parley } from '../dialects/parley/dialect.ts'
import { voyado } from '../dialects/voyado/dialect.ts'
import { webengage } from '../dialects/webengage/dialect.ts'
import { transactionsPlace } from '../dialects/webengage/rate-limits.ts'
import { createDirectory } from '../domain/accounts/directory.ts'
import { startKeyUsage } from '../domain/accounts/key-usage.ts'
import { createRequestLog } from '../domain/accounts/request-log.ts'
import { createContactIntake } from '../domain/contacts/contact-intake.ts'
import { createIdentities } from '../domain/contacts/identities.ts'
import { createIntake } from '../domain/interactions/intake.ts'
import { createSignInAttempts } from '../domain/people/sign-in-attempts.ts'
import { createSchemaCache } from '../domain/schemas/schema-cache.ts'
import type { Dialect } from '../http/dialect.ts'
import { createFactStreams } from '../http/fact-streams.ts'
import { createMetrics } from '../http/metrics.ts'
import { createMinuteLimits } from '../http/minute-limits.ts'
import { createRateLimits } from '../http/rate-limits.ts'
import { createServer } from '../http/server.ts'
import type { Services } from '../http/services.ts'
import { systemClock } from '../kernel/clock.ts'
import type { BlobStore } from '../storage/blobs/blob-store.ts'
import type { Database } from '../storage/database.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { createPipelines } from '../storage/pipelines.ts'
import { readGauges } from '../workers/gauges.ts'
import { uploadKinds } from '../workers/upload-kinds.ts'
import { webhookFaces } from '../workers/webhook-faces.ts'
import { readWebhookGauges } from '../workers/webhook-gauges.ts'
import { readWorkGauges } from '../workers/work-gauges.ts'
import { startWorkers, type Workers } from '../workers/workers.ts'
import { drainable } from './drain.ts'
import { toListenError } from './wrong-values.ts'

export const dialects: readonly Dialect[] = [voyado, webengage, parley]

export interface Role {
  readonly api: boolean
  readonly worker: boolean
}

export interface AssembledServer {
  /** Begins to listen and to work in the background, and answers the address. */
  start(): Promise<string>
  /** Answers what is under way, lets go of everything, and leaves the database open. */
  stop(): Promise<void>
}

/** Puts the parts together over a database that need not be ready yet. */
export async function assembleServer(
  config: Config,
  database: Database,
  blobs: BlobStore,
  role: Role,
): Promise<AssembledServer> {
  const logger = pino({ level: config.logLevel, redact: ['req.headers.apikey', 'req.headers.authorization'] })
  const { db } = database
  const clock = systemClock()
  const signal = createLogSignal()
  const metrics = createMetrics()
  const warn = (what: string) => (error: unknown) => logger.error({ err: error }, what)

  const directory = createDirectory(db, warn('cannot follow changes of tenants and keys'))
  const schemas = createSchemaCache(db)
  const identities = createIdentities(db, signal)
  directory.onChange(tenantIds => {
    schemas.forget(tenantIds)
    identities.forgetAll()
  })
  // A clock may have been moved: who sends what is due looks now.
  directory.onChange(() => signal.appended('events', []))
  const keyUsage = startKeyUsage(db, warn('cannot write down the use of keys'))
  const intake = createIntake(db, signal, {
    flights: database.kind === 'embedded' ? 1 : 3,
    mostPerBatch: 500,
    pipelines: createPipelines(database),
    onBatch: metrics.intakeBatch,
  })
  const contactIntake = createContactIntake(db, signal, {
    flights: database.kind === 'embedded' ? 1 : 3,
    mostPerBatch: 100,
    onError: warn('a contact was not made, and its maker had been told so'),
  })
  const isPressed = () => intake.isPressed() || contactIntake.isPressed()
  const services: Services = {
    db,
    clock,
    blobs,
    signal,
    directory,
    keyUsage,
    requestLog: createRequestLog(),
    signIns: createSignInAttempts(),
    schemas,
    identities,
    intake,
    contactIntake,
    factStreams: createFactStreams(db, signal, isPressed),
    apis: dialects,
    rateLimits: createRateLimits(config.rateLimits),
    minuteLimits: createMinuteLimits(config.rateLimits),
    uploadKinds,
    webhookRules: { faces: webhookFaces, allowPrivate: config.privateWebhooks },
    courierOptions: { allowPrivate: config.privateProviders, allowPrivateDevices: config.privateWebhooks },
    metrics,
    logger,
    thresholds: config.thresholds,
    publicUrl: config.publicUrl,
  }
  metrics.beforeScrape(gauges => readGauges(database, gauges))
  metrics.beforeScrape(gauges => readWebhookGauges(db, gauges))
  metrics.beforeScrape(gauges => readWorkGauges(db, gauges, config.thresholds.slowSegmentMs, clock.wall()))

  const app = await createServer(services, role.api ? dialects : [], {
    trustProxy: config.trustProxy,
    tls: config.tls,
    console: role.api ? builtConsole() : undefined,
  })
  const onError = (error: unknown, worker: string) => logger.error({ err: error, worker }, 'a worker failed')
  const webhooks = { allowPrivate: config.privateWebhooks, isAlone: database.kind === 'embedded' }
  const messages = {
    allowPrivate: config.privateProviders,
    allowPrivateDevices: config.privateWebhooks,
    isAlone: database.kind === 'embedded',
    publicUrl: () => config.publicUrl ?? toBaseUrl(config, app.server.address()),
  }
  const parts = {
    database,
    blobs,
    clock,
    signal,
    onError,
    isPressed,
    webhooks,
    messages,
    onWebhookAttempt: metrics.webhookAttempt,
    onRunsAdvanced: metrics.runsAdvanced,
    onStandIn: (tenantId: string) => services.minuteLimits.add(tenantId, transactionsPlace, 1),
  }
  let workers: Workers | undefined
  const connections = drainable(app.server)
  await app.ready()

  return {
    async start() {
      await directory.open()
      try {
        await app.listen({ host: config.host, port: config.port })
      } catch (error) {
        throw toListenError(error, config)
      }
      if (role.worker) workers = startWorkers(parts)
      return config.publicUrl ?? toBaseUrl(config, app.server.address())
    },
    async stop() {
      await connections.close(() => app.close())
      await Promise.all([intake.drain(), contactIntake.drain()])
      await workers?.stop()
      directory.stop()
      await keyUsage.stop()
    },
  }
}

/** What `npm start` has built before, or the package brought. */
function builtConsole(): string | undefined {
  const folder = fileURLToPath(new URL('../../console/dist', import.meta.url))
  return existsSync(join(folder, 'index.html')) ? folder : undefined
}

function toBaseUrl({ host, tls, port: configured }: Config, address: unknown): string {
  const { port } = (address ?? { port: configured }) as { port: number }
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `${tls ? 'https' : 'http'}://${shown.includes(':') ? `[${shown}]` : shown}:${port}`
}
