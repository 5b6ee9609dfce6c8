import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, InjectOptions } from 'fastify'
import pino from 'pino'
import { parley } from '../../src/dialects/parley/dialect.ts'
import { voyado } from '../../src/dialects/voyado/dialect.ts'
import { webengage } from '../../src/dialects/webengage/dialect.ts'
import { changeSettings } from '../../src/domain/accounts/change-settings.ts'
import { createKey, type NewKey } from '../../src/domain/accounts/create-key.ts'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import { openDirectory } from '../../src/domain/accounts/directory.ts'
import { startKeyUsage } from '../../src/domain/accounts/key-usage.ts'
import { createRequestLog } from '../../src/domain/accounts/request-log.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import type { TenantSettings } from '../../src/domain/accounts/tenant-settings.ts'
import { createContactIntake } from '../../src/domain/contacts/contact-intake.ts'
import { createIdentities } from '../../src/domain/contacts/identities.ts'
import { createIntake } from '../../src/domain/interactions/intake.ts'
import { createSignInAttempts } from '../../src/domain/people/sign-in-attempts.ts'
import { createSchemaCache } from '../../src/domain/schemas/schema-cache.ts'
import { createFactStreams } from '../../src/http/fact-streams.ts'
import { type Thresholds, usualThresholds } from '../../src/http/lateness.ts'
import { createMetrics } from '../../src/http/metrics.ts'
import { createMinuteLimits } from '../../src/http/minute-limits.ts'
import { createRateLimits } from '../../src/http/rate-limits.ts'
import { createServer } from '../../src/http/server.ts'
import type { Services } from '../../src/http/services.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newId } from '../../src/kernel/ids.ts'
import { openBlobs } from '../../src/storage/blobs/open-blobs.ts'
import { transact } from '../../src/storage/database.ts'
import { advance, type Consumer } from '../../src/storage/log/consumer.ts'
import { createLogSignal } from '../../src/storage/log/signal.ts'
import { createPipelines } from '../../src/storage/pipelines.ts'
import { uploadKinds } from '../../src/workers/upload-kinds.ts'
import { webhookFaces } from '../../src/workers/webhook-faces.ts'
import { testDatabase } from './database.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what a test is about.
  readonly body: any
  readonly text: string
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/** A company with a key, and a way to call the server as it. */
export interface Company {
  readonly tenant: Tenant
  readonly apiKey: string
  readonly keyId: string
  /** Calls with the key, a User-Agent and, with a body, Content-Type. A header given as undefined is left out. */
  call(method: Method, path: string, options?: CallOptions): Promise<Answer>
}

export interface CallOptions {
  /** Sent as JSON; a string or a Buffer as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string | undefined>>
  readonly remoteAddress?: string
}

export interface TestApp {
  readonly app: FastifyInstance
  readonly services: Services
  /** A new tenant with a key for everything; settings and key as given. */
  newCompany(options?: { settings?: Partial<TenantSettings>; key?: Partial<NewKey> }): Promise<Company>
  /** Lets a consumer handle all there is for a company. */
  catchUp(consumer: Consumer, company: Company): Promise<void>
  close(): Promise<void>
}

/**
 * The whole server over a real database, called without a socket. Answers are checked against their declared shapes.
 * One per test file; each test makes its own company, so that tests do not see each other.
 */
export async function testApp(
  options: {
    rateLimits?: boolean
    trustProxy?: string[]
    console?: string
    wallMs?: () => number
    thresholds?: Thresholds
    /** Is given every line that is logged, down to the level debug. */
    log?: (line: string) => void
  } = {},
): Promise<TestApp> {
  const database = await testDatabase()
  const { db } = database
  const folder = mkdtempSync(join(tmpdir(), 'parley-blobs-'))
  const logger = options.log
    ? pino({ level: 'debug' }, { write: options.log })
    : pino({ level: process.env.PARLEY_LOG_LEVEL ?? 'fatal' })
  const clock = systemClock(options.wallMs)
  const signal = createLogSignal()
  const directory = await openDirectory(db, error => logger.error(error))
  const schemas = createSchemaCache(db)
  const identities = createIdentities(db, signal)
  directory.onChange(tenantIds => {
    schemas.forget(tenantIds)
    identities.forgetAll()
  })
  const keyUsage = startKeyUsage(db, error => logger.error(error))
  const services: Services = {
    db,
    clock,
    blobs: openBlobs(folder, {}),
    signal,
    directory,
    keyUsage,
    requestLog: createRequestLog(),
    signIns: createSignInAttempts(),
    schemas,
    identities,
    intake: createIntake(db, signal, {
      flights: database.kind === 'embedded' ? 1 : 3,
      mostPerBatch: 500,
      pipelines: createPipelines(database),
    }),
    contactIntake: createContactIntake(db, signal, {
      flights: database.kind === 'embedded' ? 1 : 3,
      mostPerBatch: 100,
    }),
    factStreams: createFactStreams(db, signal, () => false),
    apis: [voyado, webengage, parley],
    rateLimits: createRateLimits(options.rateLimits ?? false, options.wallMs),
    minuteLimits: createMinuteLimits(options.rateLimits ?? false, options.wallMs),
    uploadKinds,
    webhookRules: { faces: webhookFaces, allowPrivate: false },
    courierOptions: { allowPrivate: true, allowPrivateDevices: false },
    metrics: createMetrics(),
    logger,
    thresholds: options.thresholds ?? usualThresholds,
    publicUrl: undefined,
  }
  const app = await createServer(services, [voyado, webengage, parley], {
    trustProxy: options.trustProxy ?? false,
    tls: undefined,
    console: options.console,
    checkReplies: true,
  })
  await app.ready()

  return {
    app,
    services,
    async newCompany({ settings, key } = {}) {
      const slug = `t${newId().replaceAll('-', '')}`
      const made = await transact(db, async tx => {
        const tenant = await createTenant(tx, { slug }, 'test', clock.wall())
        if (settings) await changeSettings(tx, tenant, settings, 'test', clock.wall())
        return {
          tenant,
          ...(await createKey(
            tx,
            tenant.id,
            { dialect: 'voyado', name: 'test', ...key },
            'test',
            clock.wall(),
          )),
        }
      })
      await directory.refresh()
      const call = (method: Method, path: string, given: CallOptions = {}) =>
        callWith(app, made.secret, method, path, given)
      return { tenant: directory.tenantBySlug(slug)!, apiKey: made.secret, keyId: made.key.id, call }
    },
    async catchUp(consumer, { tenant }) {
      while ((await advance(db, consumer, tenant.id)) === 'behind');
    },
    async close() {
      await app.close()
      directory.stop()
      await keyUsage.stop()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function callWith(
  app: FastifyInstance,
  apiKey: string,
  method: Method,
  path: string,
  given: CallOptions,
): Promise<Answer> {
  const { body, remoteAddress } = given
  const isJson = body !== undefined && typeof body !== 'string' && !Buffer.isBuffer(body)
  const headers = {
    apikey: apiKey,
    'user-agent': 'ParleyTest/1.0',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...given.headers,
  }
  const present = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined))
  const response = await app.inject({
    method,
    url: path,
    headers: present as Record<string, string>,
    ...(body !== undefined && { payload: (isJson ? JSON.stringify(body) : body) as string }),
    ...(remoteAddress !== undefined && { remoteAddress }),
  } satisfies InjectOptions)
  return {
    status: response.statusCode,
    headers: response.headers,
    body: parse(response.body),
    text: response.body,
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
