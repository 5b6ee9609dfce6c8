/**
 * The web console, as it was built: files whose names change with their contents are kept for good by browsers, the page
 * itself is asked for each time. Its policy lets nothing run that is not in a file of ours.
 */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Stands in the built page wherever the policy asks for it. */
const nonceMark = '{{nonce}}'
const year = 365 * 86_400_000

/** Answers a request that leads to no operation with the page, if it is a browser on its way to one. */
export type ShowConsole = (request: FastifyRequest, reply: FastifyReply) => boolean

/** Mounts what the page needs. `folder` is what the build wrote; `others` are the first parts of all other paths. */
export async function mountConsole(
  app: FastifyInstance,
  folder: string,
  others: ReadonlySet<string>,
): Promise<ShowConsole> {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  await app.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    preCompressed: true,
    index: false,
    immutable: true,
    maxAge: year,
    setHeaders: answer => answer.header('x-content-type-options', 'nosniff'),
  })
  for (const [name, type] of loose) {
    const bytes = readFileSync(join(folder, name))
    app.get(`/${name}`, async (_request, reply) => {
      reply.headers(name === 'frame.html' ? frameHeaders : looseHeaders)
      return reply.type(type).send(bytes)
    })
  }
  app.get('/', async (_request, reply) => show(reply))

  function show(reply: FastifyReply) {
    const nonce = randomBytes(16).toString('base64')
    return reply
      .code(200)
      .headers({ ...pageHeaders, 'content-security-policy': policy(nonce) })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(nonceMark, nonce))
  }

  return ({ method, url, headers }, reply) => {
    const [first = ''] = url.slice(1).split(/[/?]/, 1)
    const isForPage = method === 'GET' && /\btext\/html\b/.test(headers.accept ?? '')
    if (!isForPage || others.has(first.toLowerCase())) return false
    show(reply)
    return true
  }
}

/** Beside the assets, under names that stay. */
const loose = [
  ['icon.svg', 'image/svg+xml'],
  ['color-scheme.js', 'text/javascript; charset=utf-8'],
  ['frame.html', 'text/html; charset=utf-8'],
  ['frame.js', 'text/javascript; charset=utf-8'],
] as const

/** The first parts of paths that are the console's. */
export const consolePaths = ['assets', ...loose.map(([name]) => name)]

const policy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')

const sharedHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
}

const pageHeaders = {
  ...sharedHeaders,
  'cache-control': 'no-cache',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

const looseHeaders = { ...sharedHeaders, 'cache-control': 'no-cache' }

/**
 * In which the console shows HTML that others wrote: of no origin, with no script but the one that takes the HTML, no
 * connections, and pictures from wherever messages have them.
 */
const frameHeaders = {
  ...looseHeaders,
  'content-security-policy': [
    'sandbox allow-scripts',
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline' https:",
    'img-src https: http: data:',
    'font-src https: data:',
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; '),
}
