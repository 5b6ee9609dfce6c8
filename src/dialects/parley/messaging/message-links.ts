/**
 * Where the links in messages lead: the pixel of a message that was opened, a link that was followed, and the way out;
 * and where providers post what became of messages. They need no key: each names its send or provider and is signed.
 */
import type { FastifyInstance, FastifyReply } from 'fastify'
import { couriers } from '../../../channels/couriers.ts'
import {
  channelOfLink,
  checkLink,
  type GenuineLink,
  noteClicked,
  noteOpened,
  unsubscribe,
} from '../../../domain/messaging/follow-link.ts'
import { recordReports } from '../../../domain/messaging/record-reports.ts'
import { listProviders } from '../../../domain/messaging/write-providers.ts'
import type { Services } from '../../../http/services.ts'
import { transact } from '../../../storage/database.ts'
import type { Tx } from '../../../storage/driver.ts'

/** A transparent picture of one point. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

interface Route {
  Params: { token: string }
  Querystring: { u?: unknown }
}

export function mountMessageLinks(scope: FastifyInstance, services: Services): void {
  const { db, clock, signal } = services

  /** Writes what follows from a link, and lets the consumers know. */
  async function note(link: GenuineLink, work: (tx: Tx, at: Date) => Promise<void>) {
    await transact(db, tx => work(tx, clock.now(link.tenant)))
    signal.appended('events', [link.tenant.id])
  }

  /** The provider that a link for reports names. */
  async function providerOf(token: string) {
    const link = await checkLink(db, 'report', token)
    if (!link) return undefined
    const provider = (await listProviders(db, link.tenant.id)).find(({ id }) => id === link.sendId)
    return provider && { ...provider, link, courier: couriers.find(({ name }) => name === provider.kind) }
  }

  scope.register(async own => {
    // Read as text: what a mail program posts to leave a list is no JSON, and nothing of it is needed.
    own.removeAllContentTypeParsers()
    own.addContentTypeParser('*', { parseAs: 'string', bodyLimit: 262_144 }, (_request, body, done) =>
      done(null, body),
    )

    own.get<Route>('/m/open/:token', async (request, reply) => {
      const link = await checkLink(db, 'open', request.params.token)
      if (link) await note(link, (tx, at) => noteOpened(tx, link, at))
      return reply.header('cache-control', 'no-store').type('image/gif').send(pixel)
    })

    own.get<Route>('/m/click/:token', async (request, reply) => {
      const { u } = request.query
      const url = typeof u === 'string' ? u : ''
      const link = await checkLink(db, 'click', request.params.token, url)
      if (!link) return refuse(reply)
      await note(link, (tx, at) => noteClicked(tx, link, url, at))
      return reply.header('cache-control', 'no-store').redirect(new URL(url).href, 302)
    })

    own.get<Route>('/m/unsubscribe/:token', async (request, reply) => {
      const link = await checkLink(db, 'unsubscribe', request.params.token)
      if (!link || !(await channelOfLink(db, link))) return refuse(reply)
      const form = '<form method="post"><button>Unsubscribe</button></form>'
      return show(reply, 'Unsubscribe', `<p>Do you want no more of these messages?</p>${form}`)
    })

    own.post<Route>('/m/unsubscribe/:token', async (request, reply) => {
      const link = await checkLink(db, 'unsubscribe', request.params.token)
      if (!link) return refuse(reply)
      await note(link, (tx, at) => unsubscribe(tx, link, at))
      return show(reply, 'Unsubscribed', '<p>You will get no more of these messages.</p>')
    })

    own.get<Route>('/m/report/:token', async (request, reply) => {
      const provider = await providerOf(request.params.token)
      const challenge = provider?.courier?.answerChallenge?.(
        provider.settings,
        request.query as Record<string, unknown>,
      )
      return challenge === undefined ? refuse(reply) : reply.type('text/plain').send(challenge)
    })

    own.post<Route & { Body: string | undefined }>('/m/report/:token', async (request, reply) => {
      const provider = await providerOf(request.params.token)
      if (!provider) return refuse(reply)
      const { link, courier, settings } = provider
      const text = request.body ?? ''
      if (courier?.isPostedBy?.(settings, request.headers, text) === false) return reply.code(401).send()
      const reports = courier?.readReports?.(settings, readBody(text)) ?? []
      await note(link, async (tx, at) => {
        await recordReports(tx, link.tenant.id, provider.id, reports, at)
      })
      return reply.code(204).send()
    })
  })
}

/** JSON, or the fields of a form. */
function readBody(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return Object.fromEntries(new URLSearchParams(text))
  }
}

const refuse = (reply: FastifyReply) => show(reply.code(404), 'Not found', '<p>This link leads nowhere.</p>')

function show(reply: FastifyReply, title: string, body: string) {
  return reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title></head>
<body><h1>${title}</h1>${body}</body>
</html>
`,
    )
}
