/**
 * How a person becomes a caller. These routes need no key and no session, so they are no operations: signing in and
 * out, setting a password by an invitation, and the question whether one is signed in, which is no mistake to ask.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import Type, { type Static } from 'typebox'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { normaliseEmail } from '../../../domain/contacts/email-address.ts'
import { signInRefused } from '../../../domain/people/errors.ts'
import { hashPassword, requireStrong } from '../../../domain/people/password.ts'
import type { Person } from '../../../domain/people/person.ts'
import { acceptInvitation, readInvitation } from '../../../domain/people/set-password.ts'
import { endSession, findSession, recognise, startSession } from '../../../domain/people/sign-in.ts'
import { tenantOfHost } from '../../../http/auth.ts'
import { contentTypeWrong } from '../../../http/errors.ts'
import type { Services } from '../../../http/services.ts'
import { transact } from '../../../storage/database.ts'
import { isJson } from '../auth.ts'
import { toWireMe } from '../people/translate.ts'
import { noSessionCookie, readSessionCookie, requireOwnOrigin, sessionCookie } from './cookie.ts'

const Text = Type.String({ maxLength: 1000 })
const SignIn = Type.Object({
  email: Text,
  password: Text,
  /** The slug of the tenant; needless where the server has one only, or the host names it. */
  tenant: Type.Optional(Text),
})
const Invitation = Type.Object({ token: Text })
const Acceptance = Type.Object({ token: Text, password: Text })

export function mountSessions(scope: FastifyInstance, services: Services): void {
  const { db, clock, directory, signIns } = services

  const tenantFor = (request: FastifyRequest, slug: string | undefined) =>
    tenantOfHost(request, directory) ??
    (slug === undefined ? directory.onlyTenant() : directory.tenantBySlug(slug.trim().toLowerCase()))

  async function present(request: FastifyRequest) {
    const token = readSessionCookie(request, services)
    return token === undefined ? undefined : await findSession(db, token, clock.wall())
  }

  async function begin(request: FastifyRequest, reply: FastifyReply, person: Person, tenant: Tenant) {
    const before = await present(request)
    const from = { address: request.ip, userAgent: request.headers['user-agent'] ?? '' }
    const { session, token } = await transact(db, async tx => {
      if (before) await endSession(tx, before.person, before.id)
      return startSession(tx, person, from, clock.wall())
    })
    reply.headers(sessionCookie(request, services, token))
    return reply.code(201).send(toWireMe(session, tenant))
  }

  scope.get('/session', async (request, reply) => {
    const session = await present(request)
    const tenant = session && directory.tenantById(session.person.tenantId)
    const me = session && tenant ? toWireMe(session, tenant) : null
    const tenantNeeded = tenantFor(request, undefined) === undefined
    return reply.header('cache-control', 'no-store').send({ me, tenantNeeded })
  })

  scope.post('/session', { schema: { body: SignIn }, onRequest: requireOwnJson }, async (request, reply) => {
    const { email, password, tenant: slug } = request.body as Static<typeof SignIn>
    const tenant = tenantFor(request, slug)
    // As it is looked up: an address that can be written in many ways is one account all the same.
    const account = `${tenant?.id} ${normaliseEmail(email) ?? 'nobody'}`
    const who = { account, address: request.ip }
    const person = await signIns.check(who, clock.wall(), () => recognise(db, tenant?.id, email, password))
    if (!person || !tenant) throw signInRefused()
    return begin(request, reply, person, tenant)
  })

  scope.delete('/session', { onRequest: requireOwn }, async (request, reply) => {
    const session = await present(request)
    if (session) await transact(db, tx => endSession(tx, session.person, session.id))
    return reply.headers(noSessionCookie(request, services)).code(204).send()
  })

  scope.post(
    '/invitation',
    { schema: { body: Invitation }, onRequest: requireOwnJson },
    async (request, reply) => {
      const { token } = request.body as Static<typeof Invitation>
      const { email, name } = await readInvitation(db, token, clock.wall())
      return reply.header('cache-control', 'no-store').send({ email, name })
    },
  )

  scope.post(
    '/invitation/accept',
    { schema: { body: Acceptance }, onRequest: requireOwnJson },
    async (request, reply) => {
      const { token, password } = request.body as Static<typeof Acceptance>
      const { email, tenantId } = await readInvitation(db, token, clock.wall())
      requireStrong(password, email)
      const hash = await hashPassword(password)
      const person = await transact(db, tx => acceptInvitation(tx, token, hash, clock.wall()))
      return begin(request, reply, person, directory.tenantById(tenantId)!)
    },
  )

  async function requireOwn(request: FastifyRequest) {
    if (request.headers.origin !== undefined) requireOwnOrigin(request, services)
  }

  /** No form of another site can send JSON, and its pages cannot hide where they are from. */
  async function requireOwnJson(request: FastifyRequest) {
    await requireOwn(request)
    if (!isJson(request.headers['content-type'])) throw contentTypeWrong()
  }
}
