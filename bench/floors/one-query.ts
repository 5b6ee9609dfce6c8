/** The floor of reads: a bare Fastify route that makes the same one query as Parley and answers what it gave. */
import fastify from 'fastify'
import { openDirectory } from '../../src/domain/accounts/directory.ts'
import { findContactId } from '../../src/domain/contacts/find-contact-ids.ts'
import { readContact } from '../../src/domain/contacts/read-contact.ts'
import { type DatabaseLocation, openDatabase } from '../../src/storage/database.ts'
import { ownSettings, tellParent } from '../children/own-settings.ts'

const { port, location, slug } = ownSettings<{ port: number; location: DatabaseLocation; slug: string }>()

const { db } = await openDatabase(location)
const directory = await openDirectory(db, console.error)
const tenant = directory.tenantBySlug(slug)!
directory.stop()

const app = fastify({ logger: false })
app.get<{ Params: { contactId: string } }>('/api/v3/contacts/:contactId', request =>
  readContact(db, tenant, request.params.contactId),
)
app.get<{ Querystring: { email: string } }>('/api/v3/contacts/id', async (request, reply) => {
  const id = await findContactId(db, tenant, { email: request.query.email }, new Date())
  return reply.type('application/json').send(JSON.stringify(id))
})

await app.listen({ port, host: '127.0.0.1' })
tellParent({ type: 'ready' })
