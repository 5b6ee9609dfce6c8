import { readFileSync } from 'node:fs'
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
} from 'fastify'
import { newId } from '../kernel/ids.ts'
import { parseBodiesAsJson } from './body.ts'
import { answerBrokenRequest } from './broken-requests.ts'
import { compileCheck, compileSerializer } from './compilers.ts'
import { consolePaths, mountConsole } from './console.ts'
import type { Dialect } from './dialect.ts'
import { mountDocs } from './docs.ts'
import { toDomainError } from './faults.ts'
import { mountHealth } from './health.ts'
import { mountVersion } from './mount-version.ts'
import { defaultBodyLimit, type ServerOptions } from './server-options.ts'
import type { Services } from './services.ts'

/** From the vendor's page on encryption. TLS 1.3 suites are chosen by the platform. */
const tlsCiphers = [
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-CHACHA20-POLY1305',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
].join(':')

/** The HTTP server with every dialect mounted, not yet listening. */
export async function createServer(
  services: Services,
  dialects: readonly Dialect[],
  options: ServerOptions,
): Promise<FastifyInstance> {
  const app = fastify({
    // What is worth a line we log ourselves: with a logger the framework listens to every answer until it is sent.
    logger: false,
    trustProxy: options.trustProxy,
    exposeHeadRoutes: false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
    bodyLimit: defaultBodyLimit,
    // For a whole request to arrive: who sends a byte now and then does not hold a connection for ever.
    requestTimeout: 60_000,
    genReqId: newRequestId,
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: refuseAddress,
    routerOptions: { caseSensitive: false, ignoreTrailingSlash: true, maxParamLength: 500 },
    ...(options.tls && { https: readTls(options.tls) }),
  } as FastifyServerOptions) as unknown as FastifyInstance

  parseBodiesAsJson(app)
  app.setValidatorCompiler(compileCheck)
  app.setSerializerCompiler(compileSerializer)
  app.setErrorHandler((error, request, reply) => {
    if (request.is404) return refuseRoute(request, reply)
    const known = toDomainError(error, request.id, defaultBodyLimit)
    if (known.code === 'unexpected')
      services.logger.error({ err: error, requestId: request.id }, 'unexpected error')
    reply.code(statuses.get(known.code) ?? 400).send({ errorCode: known.code, message: known.message })
  })
  const others = new Set(['health', 'metrics', 'docs', ...consolePaths, ...dialects.flatMap(firstParts)])
  const showConsole = options.console ? await mountConsole(app, options.console, others) : () => false
  app.setNotFoundHandler((request, reply) => {
    if (!showConsole(request, reply)) refuseRoute(request, reply)
  })

  app.addHook('preClose', async () => services.factStreams.close())
  await mountHealth(app, services)
  for (const dialect of dialects) {
    for (const version of dialect.versions) {
      await app.register(scope => mountVersion(scope, dialect, version, services, options), {
        prefix: dialect.mount(version.name),
      })
    }
    await mountDocs(app, dialect, services.clock.wall())
  }
  return app
}

/** What the paths of a dialect begin with. */
const firstParts = ({ versions, mount }: Dialect) =>
  versions.map(({ name }) => mount(name).split('/')[1]!.toLowerCase())

const processId = newId().slice(-12)
let requests = 0

/** Finds a request in the log; a number is enough, for it costs nothing. */
function newRequestId(): string {
  return `${processId}-${++requests}`
}

/** Also for a body that cannot be read: where nothing is, nobody looks at it. */
function refuseRoute({ method, url }: FastifyRequest, reply: FastifyReply) {
  reply.code(404).send({ errorCode: 'NotFound', message: `There is no ${method} ${pathOf(url)}.` })
}

/** An address that cannot be decoded or is too long. The framework would repeat it, and with it what it may hold. */
function refuseAddress(error: FastifyError, _request: FastifyRequest, reply: FastifyReply) {
  reply.code(error.statusCode ?? 400).send({ errorCode: 'BadRequest', message: 'The address is not valid.' })
}

const statuses = new Map([
  ['unexpected', 500],
  ['database-unavailable', 503],
])

/** Without the query: it may hold what must not be repeated. */
function pathOf(url: string): string {
  return url.split('?', 1)[0]!.slice(0, 200)
}

function readTls({ cert, key }: { cert: string; key: string }) {
  return {
    cert: readFileSync(cert),
    key: readFileSync(key),
    minVersion: 'TLSv1.2',
    ciphers: tlsCiphers,
    dhparam: 'auto',
  }
}
