/**
 * The least that makes contacts safely: Fastify, the body checked by Ajv, one insert for all that wait into a table of
 * contacts and one of their keys, each answered after the commit. No accounts, no rules, no member numbers, no log.
 */
import fastify from 'fastify'
import { v7 } from 'uuid'
import { ownSettings, tellParent } from '../children/own-settings.ts'
import type { DatabasePlace } from '../databases/database-place.ts'
import { startInserting } from './insert-groups.ts'
import { openPool } from './open-pool.ts'

interface Row {
  readonly id: string
  readonly email: string
  readonly attributes: string
}

const { port, database } = ownSettings<{ port: number; database: DatabasePlace }>()

const insert = await startInserting<Row>(await openPool(database), {
  create: `create table floor_contacts (id uuid primary key, attributes jsonb not null);
    create table floor_contact_keys (email text primary key, contact_id uuid not null)`,
  insert: `with given as (select * from unnest($1::uuid[], $2::text[], $3::jsonb[]) as given (id, email, attributes)),
    keys as (insert into floor_contact_keys (email, contact_id) select email, id from given)
    insert into floor_contacts (id, attributes) select id, attributes from given`,
  columns: ['id', 'email', 'attributes'],
})

const body = {
  type: 'object',
  properties: { email: { type: 'string' }, firstName: { type: 'string' } },
  required: ['email'],
}
const app = fastify({ logger: false })
app.post<{ Body: { email: string } }>('/api/v3/contacts', { schema: { body } }, async (request, reply) => {
  const id = v7()
  await insert({ id, email: request.body.email, attributes: JSON.stringify(request.body) })
  return reply.code(201).send({ id, attributes: request.body })
})

await app.listen({ port, host: '127.0.0.1' })
tellParent({ type: 'ready' })
