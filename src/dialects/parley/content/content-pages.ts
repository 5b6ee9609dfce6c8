/**
 * What pages and apps of the company ask for: what is on show for one contact, and where they report what it did. They
 * hold a visitor token and no key, and no cookies are used: so any site may ask.
 */
import { readFileSync } from 'node:fs'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import { noteVisit } from '../../../domain/contacts/visit.ts'
import { isPlacement } from '../../../domain/messaging/content.ts'
import { visitorInvalid } from '../../../domain/messaging/errors.ts'
import { type ContentItem, listContent } from '../../../domain/messaging/read-content.ts'
import {
  type ContentOutcome,
  contentOutcomes,
  reportContent,
} from '../../../domain/messaging/report-content.ts'
import {
  type ContentChannel,
  contentChannels,
  isContentChannel,
} from '../../../domain/messaging/send-channel.ts'
import { readVisitor, type Visitor } from '../../../domain/messaging/visitor.ts'
import { createAddressRates } from '../../../http/address-rates.ts'
import { bearerToken } from '../../../http/auth.ts'
import { addressTooBusy, visitorTooBusy } from '../../../http/errors.ts'
import { createMinuteRates } from '../../../http/minute-rates.ts'
import type { Services } from '../../../http/services.ts'
import { inputInvalid } from '../../../kernel/domain-error.ts'
import { isStorableText } from '../../../kernel/storable.ts'
import { transact } from '../../../storage/database.ts'
import { registerPublic, sendScript } from '../public-scope.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a request with a visitor token. */
    visitor: Visitor | null
  }
}

const script = readFileSync(new URL('./content.js', import.meta.url), 'utf8')
/** Many visitors may come from one address. */
const mostOfAddress = 1200
const mostOfVisitor = 120
const longestReport = 8192
const dayInSeconds = '86400'

const Query = Type.Object(
  {
    channel: Type.String({ maxLength: 100, description: 'One or several, with commas between.' }),
    placement: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
)
const Report = Type.Object(
  {
    outcome: Type.Unsafe<ContentOutcome>({ type: 'string', enum: [...contentOutcomes] }),
    url: Type.Optional(Type.String({ maxLength: 2000 })),
  },
  { additionalProperties: false },
)

export function mountContent(scope: FastifyInstance, services: Services): void {
  const { db, clock, signal } = services
  const wallMs = () => clock.wall().getTime()
  const byAddress = createAddressRates(mostOfAddress, wallMs)
  const byVisitor = createMinuteRates(mostOfVisitor, wallMs)

  /** Before the body is read. */
  async function admit(request: FastifyRequest) {
    if (byAddress.isTooMuch(request.ip)) throw addressTooBusy(mostOfAddress)
    const token = bearerToken(request.headers.authorization)
    if (token === undefined) throw visitorInvalid()
    const visitor = await readVisitor(db, token, clock.wall())
    if (byVisitor.isTooMuch(`${visitor.tenant.id} ${visitor.contactId}`)) throw visitorTooBusy(mostOfVisitor)
    request.visitor = visitor
  }

  registerPublic(scope, services, own => {
    own.decorateRequest('visitor', null)
    own.addHook('onRequest', async (_request, reply) => {
      reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store')
    })

    own.get('/content.js', async (_request, reply) => sendScript(reply, script))

    own.options('/content', (_request, reply) => allow(reply, 'GET'))
    own.options('/content/:id/reports', (_request, reply) => allow(reply, 'POST'))

    own.get<{ Querystring: Static<typeof Query> }>(
      '/content',
      { onRequest: admit, schema: { querystring: Query } },
      async (request, reply) => {
        const visitor = request.visitor!
        const where = readWhere(request.query)
        const now = clock.now(visitor.tenant)
        const items = await listContent(db, visitor, where, now)
        const { tenant, contactId } = visitor
        if (await noteVisit(db, tenant.id, contactId, where.channels, now))
          signal.appended('events', [tenant.id])
        return reply.send({ items: items.map(toWire) })
      },
    )

    own.post<{ Params: { id: string }; Body: Static<typeof Report> }>(
      '/content/:id/reports',
      { onRequest: admit, bodyLimit: longestReport, schema: { body: Report } },
      async (request, reply) => {
        const { params, body } = request
        const visitor = request.visitor!
        if (body.url !== undefined && !isStorableText(body.url))
          throw inputInvalid([{ field: 'url', message: 'must be well-formed text without U+0000' }])
        const now = clock.now(visitor.tenant)
        await transact(db, tx => reportContent(tx, visitor, params.id, body, now))
        signal.appended('events', [visitor.tenant.id])
        return reply.code(204).send()
      },
    )
  })
}

const allow = (reply: FastifyReply, method: string) =>
  reply
    .header('access-control-allow-methods', method)
    .header('access-control-allow-headers', 'authorization, content-type')
    .header('access-control-max-age', dayInSeconds)
    .code(204)
    .send()

function readWhere({ channel, placement }: Static<typeof Query>) {
  const channels = [...new Set(channel.split(','))]
  if (!channels.every(isContentChannel))
    throw inputInvalid([{ field: 'channel', message: `must be of ${contentChannels.join(', ')}` }])
  if (placement !== undefined && !isPlacement(placement))
    throw inputInvalid([{ field: 'placement', message: 'must be a name of 1 to 100 characters' }])
  return { channels: channels as ContentChannel[], placement }
}

const toWire = ({ shownFrom, expiresAt, viewedAt, ...rest }: ContentItem) => ({
  ...rest,
  shownFrom: shownFrom.toISOString(),
  expiresAt: expiresAt.toISOString(),
  viewedAt: viewedAt?.toISOString() ?? null,
})
