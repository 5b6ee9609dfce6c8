import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { prepare } from '../../src/domain/interactions/interaction.ts'
import { commitInteractions } from '../../src/domain/interactions/record-interactions.ts'
import { createSchema } from '../../src/domain/schemas/create-schema.ts'
import type { Schema } from '../../src/domain/schemas/schema.ts'
import { readSchemas } from '../../src/domain/schemas/schema-cache.ts'
import { createSegment } from '../../src/domain/segments/create-segment.ts'
import { segmentInteractions } from '../../src/domain/segments/follow-log.ts'
import { countContacts } from '../../src/domain/segments/match-contacts.ts'
import { previewRule } from '../../src/domain/segments/preview-rule.ts'
import type { Rule } from '../../src/domain/segments/rule.ts'
import { wholeRule } from '../../src/domain/segments/segment.ts'
import { workSegments } from '../../src/domain/segments/work-segments.ts'
import { type Database, openDatabase, transact } from '../../src/storage/database.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { readPositive } from '../intake/options.ts'
import { countByHand, insertContacts, insertInteractions, sampleContactIds } from './stage.sql.ts'

const help = `npm run bench -- segments [--contacts 20000] [--interactions 300000] [--segments 50] [--rounds 5]
  [--database both]

"At least 3 in 30 days" beside hand-written SQL; what an interaction costs with live segments, at a tenth of the
interactions and at all of them; how long the members of a new segment take. The sizes that are owed are
--contacts 200000 --interactions 5000000, and 10000000 for the cost of one.
`
const [owedFull, owedGrowth] = [1.2, 1.2]
const checked = 200

const often: Rule = {
  kind: 'interactions',
  schema: 'visit',
  within: { last: { amount: 30, unit: 'days' } },
  has: { count: { atLeast: 3 } },
}

/** Measures segments on a tenant of its own. Answers 0 whatever the ratios are. */
export async function runSegmentsBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contacts: { type: 'string', default: '20000' },
      interactions: { type: 'string', default: '300000' },
      segments: { type: 'string', default: '50' },
      rounds: { type: 'string', default: '5' },
      database: { type: 'string', default: 'both' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const sizes = {
    contacts: readPositive('contacts', values.contacts),
    interactions: readPositive('interactions', values.interactions),
    segments: readPositive('segments', values.segments),
    rounds: readPositive('rounds', values.rounds),
  }
  console.log(`${toText(describeMachine())}\n`)
  for (const kind of readKinds(values.database)) await measureKind(kind, sizes)
  return 0
}

interface Sizes {
  readonly contacts: number
  readonly interactions: number
  readonly segments: number
  readonly rounds: number
}

async function measureKind(kind: DatabaseKind, sizes: Sizes) {
  const { database, remove } = await openFresh(kind)
  try {
    const stage = await setUp(database, sizes)
    const few = Math.round(sizes.interactions / 10)
    await stage.grow(0, few)
    const early = await stage.costOfOne()
    await stage.grow(few + checked, sizes.interactions - few)
    const late = await stage.costOfOne()
    const { byHand, byRule, count } = await stage.countBoth()
    const preview = await timed(() =>
      previewRule(database.db, stage.tenant.id, wholeRule(often, false), new Date()),
    )
    const [full, growth] = [byRule / byHand, late / early]
    console.log(`${kind}: ${sizes.contacts} contacts, ${sizes.interactions} interactions, ${sizes.segments} live segments
  at least 3 in 30 days: ${count} contacts  by hand ${byHand.toFixed(1)} ms  by rule ${byRule.toFixed(1)} ms
  preview ${preview.ms.toFixed(1)} ms${preview.result.isEstimate ? ', an estimate' : ''}
  one interaction, checked by all segments: ${early.toFixed(2)} ms at ${few}, ${late.toFixed(2)} ms at ${sizes.interactions}
- owed: at most ${owedFull} of hand-written SQL: ${full.toFixed(2)}, ${full <= owedFull ? 'met' : 'NOT MET'}
- owed: the cost of one grows at most ${owedGrowth} times: ${growth.toFixed(2)}, ${growth <= owedGrowth ? 'met' : 'NOT MET'}
`)
  } finally {
    await database.close()
    await remove()
  }
}

async function setUp({ db, pool }: Database, sizes: Sizes) {
  const tenant: Tenant = await transact(db, tx => createTenant(tx, { slug: 'bench' }, 'bench', new Date()))
  for (const id of ['visit', 'other']) {
    const input = { id, displayName: id, jsonSchema }
    await transact(db, tx => createSchema(tx, tenant, input, new Date()))
  }
  const schemas = await readSchemas(db, tenant)
  const [visit, other] = [schemas.get('visit')!, schemas.get('other')!]
  await insertContacts(pool, tenant.id, sizes.contacts)
  const sample = await sampleContactIds(pool, tenant.id, checked)
  for (let n = 0; n < sizes.segments; n++) {
    const rule = { ...often, has: { count: { atLeast: 1 + (n % 20) } } }
    await transact(db, tx => createSegment(tx, tenant, { name: `s${n}`, kind: 'live', rule }, new Date()))
  }
  const fail = (error: unknown) => {
    throw error
  }
  return {
    tenant,
    async grow(after: number, count: number) {
      await insertInteractions(pool, tenant.id, [visit.key, other.key], sizes.contacts, after, count)
      if (after > 0) return
      const { ms } = await timed(async () => {
        while (await workSegments(db, fail));
      })
      console.log(`${sizes.segments} new segments were computed in ${(ms / 1000).toFixed(1)} s`)
    },
    /** The median of one stretch with one interaction. */
    async costOfOne(): Promise<number> {
      const times: number[] = []
      for (const contactId of sample) {
        await commitInteractions(db, [submission(tenant, visit, contactId)])
        times.push((await timed(() => advance(db, segmentInteractions, tenant.id))).ms)
      }
      return median(times)
    },
    async countBoth() {
      const [hand, rule]: [number[], number[]] = [[], []]
      const counts = new Set<number>()
      const whole = wholeRule(often, false)
      for (let round = 0; round < sizes.rounds; round++) {
        const one = await timed(() => countByHand(pool, tenant.id, visit.key))
        const other = await timed(() => countContacts(db, tenant.id, whole, new Date()))
        hand.push(one.ms)
        rule.push(other.ms)
        counts.add(one.result).add(other.result)
      }
      return { byHand: median(hand), byRule: median(rule), count: [...counts].join(' or ') }
    },
  }
}

function submission(tenant: Tenant, schema: Schema, contactId: string) {
  const at = new Date()
  const payload = { page: '/', rating: 1 }
  const input = { contactId, schemaId: 'visit', createdDate: at, payload, body: JSON.stringify(payload) }
  return { prepared: prepare(tenant.id, schema, input), receivedAt: at }
}

async function openFresh(kind: DatabaseKind): Promise<{ database: Database; remove(): Promise<void> }> {
  const folder = makeTemporaryFolder()
  const fresh = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  const database = await openDatabase(fresh ? { url: fresh.url } : { folder: join(folder.path, 'data') })
  await migrate(database.pool)
  return {
    database,
    async remove() {
      await fresh?.drop()
      await folder.remove()
    },
  }
}

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    page: { type: 'string', addToSegmentation: true },
    rating: { type: 'number', addToSegmentation: true },
  },
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const startedAt = performance.now()
  const result = await work()
  return { ms: performance.now() - startedAt, result }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!
}
