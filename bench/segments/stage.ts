/** A database with a company that has contacts, many interactions and live segments that are computed. */
import { join } from 'node:path'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import { fromRow, type Tenant } from '../../src/domain/accounts/tenant.ts'
import { prepare } from '../../src/domain/interactions/interaction.ts'
import { commitInteractions } from '../../src/domain/interactions/record-interactions.ts'
import { createSchema } from '../../src/domain/schemas/create-schema.ts'
import type { Schema } from '../../src/domain/schemas/schema.ts'
import { readSchemas } from '../../src/domain/schemas/schema-cache.ts'
import { createSegment } from '../../src/domain/segments/create-segment.ts'
import { segmentInteractions } from '../../src/domain/segments/follow-log.ts'
import type { Rule } from '../../src/domain/segments/rule.ts'
import { workSegments } from '../../src/domain/segments/work-segments.ts'
import { type Database, openDatabase, transact } from '../../src/storage/database.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { consumers } from '../../src/workers/workers.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer, keptDatabase } from '../databases/fresh-database.ts'
import {
  insertContacts,
  insertEvents,
  insertInteractions,
  sampleContactIds,
  settleTables,
  skipLogs,
} from './stage.sql.ts'
import { timed } from './timing.ts'

export interface Sizes {
  readonly contacts: number
  readonly interactions: number
  readonly segments: number
  /** Of the databases that stay. */
  readonly keep: string | undefined
}

export interface Stage {
  readonly sizes: Sizes
  readonly database: Database
  /** Of a database on a server. */
  readonly url: string | undefined
  readonly tenant: Tenant
  readonly schemaKeys: readonly [string, string]
  /** Some contacts. */
  readonly sample: readonly string[]
  /** What following one interaction of one of them takes. */
  costOfOne(turn: number): Promise<number>
  close(): Promise<void>
}

export const often: Rule = {
  kind: 'interactions',
  schema: 'visit',
  within: { last: { amount: 30, unit: 'days' } },
  has: { count: { atLeast: 3 } },
}

const sampled = 200
/** Rows in one statement. */
const portion = 500_000

export async function openStage(kind: DatabaseKind, sizes: Sizes): Promise<Stage> {
  const { database, url, remove } = await open(kind, sizes)
  await migrate(database.pool)
  const tenant = (await findTenant(database)) ?? (await fill(database, sizes))
  const schemas = await readSchemas(database.db, tenant)
  const [visit, other] = [schemas.get('visit')!, schemas.get('other')!]
  const sample = await sampleContactIds(database.pool, tenant.id, sampled)
  return {
    sizes,
    database,
    url,
    tenant,
    schemaKeys: [visit.key, other.key],
    sample,
    async costOfOne(turn) {
      await commitInteractions(database.db, [submission(tenant, visit, sample[turn]!)])
      return (await timed(() => advance(database.db, segmentInteractions, tenant.id))).ms
    },
    async close() {
      await database.close()
      await remove()
    },
  }
}

async function findTenant({ db }: Database): Promise<Tenant | undefined> {
  const row = await db.selectFrom('tenants').selectAll().where('slug', '=', 'bench').executeTakeFirst()
  return row && fromRow(row)
}

async function fill({ db, pool }: Database, sizes: Sizes): Promise<Tenant> {
  const tenant = await transact(db, tx => createTenant(tx, { slug: 'bench' }, 'bench', new Date()))
  for (const id of ['visit', 'other'])
    await transact(db, tx => createSchema(tx, tenant, { id, displayName: id, jsonSchema }, new Date()))
  const schemas = await readSchemas(db, tenant)
  const keys = ['visit', 'other'].map(id => schemas.get(id)!.key)
  const loading = await timed(async () => {
    await insertContacts(pool, tenant.id, sizes.contacts)
    for (let n = 0; n < sizes.interactions; n += portion)
      await insertInteractions(
        pool,
        tenant.id,
        keys,
        sizes.contacts,
        n,
        Math.min(portion, sizes.interactions - n),
      )
    await insertEvents(pool, tenant.id, sizes.contacts)
    await settleTables(pool)
  })
  console.log(`${sizes.interactions} interactions were loaded in ${(loading.ms / 1000).toFixed(0)} s`)
  for (let n = 0; n < sizes.segments; n++) {
    const rule = { ...often, has: { count: { atLeast: 1 + (n % 20) } } }
    await transact(db, tx => createSegment(tx, tenant, { name: `s${n}`, kind: 'live', rule }, new Date()))
  }
  await skipLogs(pool, tenant.id, consumers)
  const computing = await timed(async () => {
    while (await workSegments(db, error => fail(error)));
  })
  console.log(`${sizes.segments} new segments were computed in ${(computing.ms / 1000).toFixed(1)} s`)
  await skipLogs(pool, tenant.id, consumers)
  await settleTables(pool)
  return tenant
}

function fail(error: unknown): never {
  throw error
}

function submission(tenant: Tenant, schema: Schema, contactId: string) {
  const at = new Date()
  const payload = { page: '/', rating: 1 }
  const input = { contactId, schemaId: 'visit', createdDate: at, payload, body: JSON.stringify(payload) }
  return { prepared: prepare(tenant.id, schema, input), receivedAt: at }
}

async function open(kind: DatabaseKind, { keep, interactions }: Sizes) {
  if (kind === 'server') {
    const fresh =
      keep === undefined
        ? await createFreshDatabase(defaultServer)
        : await keptDatabase(defaultServer, `${keep}_${interactions}`)
    return { database: await openDatabase({ url: fresh.url }), url: fresh.url, remove: fresh.drop }
  }
  const folder = makeTemporaryFolder()
  const database = await openDatabase({ folder: join(folder.path, 'data') })
  return { database, url: undefined, remove: () => folder.remove() }
}

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    page: { type: 'string', addToSegmentation: true },
    rating: { type: 'number', addToSegmentation: true },
  },
}
