import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import type { Tenant } from '../../src/domain/accounts/tenant.ts'
import { changeState } from '../../src/domain/automations/change-state.ts'
import { automationConsumers } from '../../src/domain/automations/consumers.ts'
import { createDefinitionCache } from '../../src/domain/automations/definition-cache.ts'
import { createAutomation } from '../../src/domain/automations/write-automations.ts'
import { createSchema } from '../../src/domain/schemas/create-schema.ts'
import { readSchemas } from '../../src/domain/schemas/schema-cache.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { type Database, openDatabase, transact } from '../../src/storage/database.ts'
import { advance } from '../../src/storage/log/consumer.ts'
import { createLogSignal } from '../../src/storage/log/signal.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { startAutomationRunner } from '../../src/workers/automation-runner.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { type DatabaseKind, readKinds } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { readPositive } from '../intake/options.ts'
import { makeBareTables, startBareRuns, takeBareSteps } from './floor.sql.ts'
import { appendInteractions, countRuns, insertContacts, isAnythingDue, moveClock } from './stage.sql.ts'

const help = `npm run bench -- automations [--runs 20000] [--database both]

How many runs are started a second from interactions in the log, and how many due steps are done, beside hand-written SQL
that writes the same rows in the same batches. The server is DATABASE_URL, or postgres://postgres@127.0.0.1:5432/postgres.
`
/** Per second, on a server. */
const owed = { starts: 5000, steps: 10_000 } as const
const [startBatch, stepBatch] = [500, 1000]

/** A run is split by a value, and waits for a day; then its wait is over, it is split, and it waits again. */
const definition = {
  entry: { kind: 'interaction', schemaId: 'visit', where: { path: 'rating', is: 'atLeast', value: 0 } },
  start: 'split',
  steps: {
    split: {
      kind: 'splitByValue',
      path: 'entry.product',
      cases: [{ equal: 'none', next: 'end' }],
      otherwise: 'wait',
    },
    wait: { kind: 'wait', for: 'P1D', next: 'again' },
    again: { kind: 'jump', to: 'split', most: 1000 },
    end: { kind: 'exit' },
  },
}
/** Of a run whose wait is over: the wait, the jump and the split. */
const stepsOfOne = 3

const jsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { rating: { type: 'integer' }, product: { type: 'string' } },
}

/** Measures automations on a tenant of its own. Answers 0 whatever the figures are, and 1 when a run is missing. */
export async function runAutomationsBench(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '20000' },
      database: { type: 'string', default: 'both' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  const runs = readPositive('runs', values.runs)
  console.log(`${toText(describeMachine())}\n`)
  let isSound = true
  for (const kind of readKinds(values.database)) isSound = (await measureKind(kind, runs)) && isSound
  return isSound ? 0 : 1
}

async function measureKind(kind: DatabaseKind, runs: number): Promise<boolean> {
  const folder = makeTemporaryFolder()
  const fresh = kind === 'server' ? await createFreshDatabase(defaultServer) : undefined
  const database = await openDatabase(fresh ? { url: fresh.url } : { folder: join(folder.path, 'postgres') })
  try {
    await migrate(database.pool)
    const stage = await setStage(database, runs)
    const floor = await measureFloor(database, stage, runs)
    const starts = runs / (await timed(() => startAll(database, stage)))
    await settle(database, stage)
    const before = await countRuns(database.pool, stage.tenant.id)
    await moveClock(database.pool, stage.tenant.id, 1)
    const steps = (stepsOfOne * runs) / (await timed(() => settle(database, stage)))
    const after = await countRuns(database.pool, stage.tenant.id)
    const isSound = after.runs === runs && after.steps - before.steps === stepsOfOne * runs
    console.log(
      [
        `${kind}, ${runs} runs${isSound ? '' : ' NOT SOUND'}`,
        line('runs started', starts, floor.starts, kind === 'server' ? owed.starts : undefined),
        line('due steps', steps, floor.steps, kind === 'server' ? owed.steps : undefined),
        '',
      ].join('\n'),
    )
    return isSound
  } finally {
    await database.close()
    await fresh?.drop()
    await folder.remove()
  }
}

function line(what: string, rate: number, floor: number, wanted: number | undefined): string {
  const verdict = wanted === undefined ? '' : `; owed ${wanted}/s: ${rate >= wanted ? 'met' : 'NOT MET'}`
  const whole = (value: number) => Math.round(value).toString().padStart(7)
  return `  ${what.padEnd(14)}${whole(rate)}/s  floor ${whole(floor)}/s  ${(rate / floor).toFixed(2)} of it${verdict}`
}

async function setStage({ db, pool }: Database, runs: number) {
  const at = new Date()
  const tenant: Tenant = await transact(db, tx => createTenant(tx, { slug: 'bench' }, 'bench', at))
  await transact(db, tx => createSchema(tx, tenant, { id: 'visit', displayName: 'Visit', jsonSchema }, at))
  const { key } = (await readSchemas(db, tenant)).get('visit')!
  await insertContacts(pool, tenant.id, runs)
  const { id } = await transact(db, tx => createAutomation(tx, tenant, { name: 'bench', definition }, at))
  await transact(db, tx => changeState(tx, tenant, id, 'start', at))
  await appendInteractions(pool, tenant.id, key, 0)
  return { tenant, automationId: id, cache: createDefinitionCache() }
}

type Stage = Awaited<ReturnType<typeof setStage>>

async function startAll({ db }: Database, { tenant, cache }: Stage) {
  const consumer = automationConsumers(cache).find(({ log }) => log === 'interactions')!
  while ((await advance(db, consumer, tenant.id)) === 'behind');
}

/** Lets the runner of the server do all that is due. */
async function settle(database: Database, { tenant, cache }: Stage) {
  const errors: unknown[] = []
  const runner = startAutomationRunner(
    {
      database,
      blobs: undefined as never,
      clock: systemClock(),
      signal: createLogSignal(),
      onError: error => void errors.push(error),
    },
    cache,
  )
  while (errors.length === 0 && (await isAnythingDue(database.pool, tenant.id))) await delay(20)
  await runner.stop()
  if (errors.length > 0) throw errors[0]
}

async function measureFloor({ pool }: Database, { tenant, automationId }: Stage, runs: number) {
  await makeBareTables(pool)
  const client = await pool.connect()
  try {
    const starts = await timed(async () => {
      while ((await startBareRuns(client, tenant.id, automationId, startBatch)) > 0);
    })
    await client.query('analyze bare_runs')
    const due = new Date(Date.now() + 60_000)
    const steps = await timed(async () => {
      while ((await takeBareSteps(client, tenant.id, automationId, due, stepBatch)) > 0);
    })
    return { starts: runs / starts, steps: (stepsOfOne * runs) / steps }
  } finally {
    client.release()
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (performance.now() - began) / 1000
}
