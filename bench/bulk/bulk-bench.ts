import { setTimeout as delay } from 'node:timers/promises'
import { createTenant } from '../../src/domain/accounts/create-tenant.ts'
import { addContactJob } from '../../src/domain/contacts/add-contact-job.ts'
import { mostRows } from '../../src/domain/contacts/contact-job.ts'
import { readContactJob } from '../../src/domain/contacts/read-contact-job.ts'
import { workOnJobs } from '../../src/domain/contacts/work-contact-jobs.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { newId } from '../../src/kernel/ids.ts'
import { type Database, openDatabase, transact } from '../../src/storage/database.ts'
import { migrate } from '../../src/storage/migrate.ts'
import { makeTemporaryFolder } from '../children/temporary-folder.ts'
import { noteUndo } from '../children/undo.ts'
import type { DatabaseKind } from '../databases/database-place.ts'
import { createFreshDatabase, defaultServer } from '../databases/fresh-database.ts'
import { describeMachine, toText } from '../intake/machine.ts'
import { copyContacts, makeBareTables } from './bare-tables.sql.ts'
import { bulkHelp, readBulkOptions } from './options.ts'
import { sampleContacts } from './sample-contacts.ts'

type Kind = 'create' | 'update'

const owedPerSecond = 5000
const clock = systemClock()

/**
 * Measures how many contacts a bulk job stores in a second, from the request's rows to the last row done, beside COPY of the
 * same contacts into bare tables in the same run. Answers 1 only when a contact was refused.
 */
export async function runBulkBench(args: readonly string[]): Promise<number> {
  const options = readBulkOptions(args)
  if (options === 'help') {
    console.log(bulkHelp)
    return 0
  }
  console.log(`${toText(describeMachine())}\n`)
  const contacts = sampleContacts(options.contacts)
  for (const kind of options.kinds) {
    const { database, remove } = await openFresh(kind)
    const rates: Record<'copy' | Kind, number[]> = { copy: [], create: [], update: [] }
    for (let round = 0; round < options.rounds; round++) {
      await makeBareTables(database.pool)
      rates.copy.push(await rateOf(contacts.length, () => copyAll(database, contacts)))
      const store = storeIn(database, await makeTenant(database))
      rates.create.push(await rateOf(contacts.length, () => store('create', contacts)))
      const changed = contacts.map(({ attributes: { email } }, number) => ({
        attributes: { email, city: 'Malmö', street: `Short Street ${number}` },
      }))
      rates.update.push(await rateOf(contacts.length, () => store('update', changed)))
      await delay(500)
    }
    console.log(report(kind, rates))
    await database.close()
    await remove()
  }
  return 0
}

function report(kind: DatabaseKind, rates: Record<'copy' | Kind, number[]>): string {
  const floor = median(rates.copy)
  const floorName = kind === 'server' ? 'COPY into bare tables' : 'one insert into bare tables'
  const line = (name: string, each: readonly number[]) =>
    `  ${name.padEnd(32)}${median(each).toFixed(0).padStart(8)} contacts/s  ${(median(each) / floor).toFixed(2)} of the floor`
  return [
    `${kind}`,
    line(floorName, rates.copy),
    `${line('created in bulk', rates.create)}  (owed: ${owedPerSecond})`,
    line('updated in bulk', rates.update),
    '',
  ].join('\n')
}

async function copyAll({ pool, kind }: Database, contacts: ReturnType<typeof sampleContacts>) {
  for (let from = 0; from < contacts.length; from += mostRows)
    await copyContacts(pool, contacts.slice(from, from + mostRows), kind === 'embedded')
}

function storeIn({ db }: Database, tenant: Awaited<ReturnType<typeof makeTenant>>) {
  const worker = {
    db,
    clock,
    onWritten() {},
    onError(error: unknown) {
      throw error
    },
  }
  return async (kind: Kind, contacts: Parameters<typeof addContactJob>[2]['rows']) => {
    const jobs: string[] = []
    for (let from = 0; from < contacts.length; from += mostRows) {
      const input = { kind, contactType: undefined, rows: contacts.slice(from, from + mostRows) }
      jobs.push(await transact(db, tx => addContactJob(tx, tenant, input, clock.now(tenant))))
    }
    while (await workOnJobs(worker));
    for (const id of jobs) {
      const { failed, refusals } = await readContactJob(db, tenant, id)
      if (failed > 0) throw new Error(`Refused: ${JSON.stringify(refusals[0])}`)
    }
  }
}

async function rateOf(count: number, work: () => Promise<void>): Promise<number> {
  const began = performance.now()
  await work()
  return count / ((performance.now() - began) / 1000)
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[numbers.length >> 1]!
}

const makeTenant = ({ db }: Database) =>
  transact(db, tx => createTenant(tx, { slug: `bench-${newId()}` }, 'bench', clock.wall()))

async function openFresh(kind: DatabaseKind): Promise<{ database: Database; remove: () => Promise<void> }> {
  if (kind === 'server') {
    const fresh = await createFreshDatabase(defaultServer)
    const database = await openDatabase({ url: fresh.url })
    await migrate(database.pool)
    return { database, remove: fresh.drop }
  }
  const folder = makeTemporaryFolder()
  const database = await openDatabase({ folder: `${folder.path}/data` })
  return { database, remove: noteUndo(folder.remove) }
}
