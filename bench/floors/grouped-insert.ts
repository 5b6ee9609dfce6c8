/**
 * Floor (b): the least that takes interactions in safely. Fastify, the envelope and the payload checked by Ajv, one
 * insert for all that wait, one table with a primary key, each answered after the commit. No accounts, no contacts, no
 * log, no bodies, no indexes. Numbered, it stores what Parley stores of an interaction but for its body: gapless numbers
 * of a tenant and three more indexes.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import fastify from 'fastify'
import { v7 } from 'uuid'
import { ownSettings, tellParent } from '../children/own-settings.ts'
import type { DatabasePlace } from '../databases/database-place.ts'
import { startInserting } from './insert-groups.ts'
import { openPool } from './open-pool.ts'
import { bulkEnvelope, envelope, payloadSchema } from './sample-schema.ts'

interface Row {
  readonly id: string
  readonly contactId: string
  readonly schemaId: string
  readonly createdDate: string
  readonly payload: string
}

const { port, database, isNumbered } = ownSettings<{
  port: number
  database: DatabasePlace
  isNumbered: boolean
}>()

const anyContact = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
const pool = await openPool(database)
const plain = {
  create: `create table floor_interactions (
    id uuid primary key, contact_id uuid not null, schema_id text not null, created_date timestamptz not null,
    payload jsonb not null)`,
  insert: `insert into floor_interactions (id, contact_id, schema_id, created_date, payload)
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::jsonb[])`,
}
const numbered = {
  create: `create table floor_head (tenant_id uuid primary key, seq bigint not null);
    insert into floor_head values (gen_random_uuid(), 0);
    create table floor_interactions (
      tenant_id uuid not null, id uuid not null, seq bigint not null, contact_id uuid not null, schema_id text not null,
      created_date timestamptz not null, payload jsonb not null, primary key (tenant_id, id));
    create index on floor_interactions (tenant_id, seq);
    create index on floor_interactions (tenant_id, schema_id, created_date);
    create index on floor_interactions (tenant_id, contact_id, schema_id, created_date desc, id desc)`,
  insert: `with head as (
      update floor_head set seq = seq + cardinality($1::uuid[])
      returning tenant_id, seq - cardinality($1::uuid[]) as seq
    )
    insert into floor_interactions (tenant_id, id, seq, contact_id, schema_id, created_date, payload)
    select tenant_id, id, seq + place, contact_id, schema_id, created_date, payload from head,
      unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::jsonb[])
        with ordinality as given (id, contact_id, schema_id, created_date, payload, place)`,
}
const insert = await startInserting<Row>(pool, {
  ...(isNumbered ? numbered : plain),
  columns: ['id', 'contactId', 'schemaId', 'createdDate', 'payload'],
})

const ajv = new Ajv2020({ strict: false, allErrors: true })
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$/)
const isValidPayload = ajv.compile(payloadSchema)

interface Envelope extends Omit<Row, 'id' | 'payload'> {
  readonly payload: object
}

const app = fastify({ logger: false })
app.post<{ Body: Envelope }>(
  '/api/v3/interactions',
  { schema: { body: envelope } },
  async (request, reply) => {
    const { contactId, schemaId, createdDate, payload } = request.body
    if (!isValidPayload(payload)) return reply.code(400).send({ errors: isValidPayload.errors })
    const id = v7()
    await insert({ id, contactId, schemaId, createdDate, payload: JSON.stringify(payload) })
    return { id }
  },
)

interface Bulk {
  readonly events: readonly {
    readonly userId: string
    readonly eventName: string
    readonly eventTime: string
    readonly eventData: object
  }[]
}

// The same of many at a time: no users are looked up, and each event is a row of the same table.
app.post<{ Body: Bulk }>(
  '/v1/accounts/floor/bulk-events',
  { schema: { body: bulkEnvelope } },
  async (request, reply) => {
    const rows = request.body.events.map(({ eventName, eventTime, eventData }) => ({
      id: v7(),
      contactId: anyContact,
      schemaId: eventName,
      createdDate: eventTime,
      payload: JSON.stringify(eventData),
    }))
    await Promise.all(rows.map(insert))
    return reply.code(201).send({ response: { status: 'queued' } })
  },
)

await app.listen({ port, host: '127.0.0.1' })
tellParent({ type: 'ready' })
