import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { inRolledBackTransaction, newTenant, testDatabase } from '../../../test/kit/database.ts'
import { countsReads, rowsRead } from '../../../test/kit/rows-read.ts'
import { newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import {
  type EntryOfRun,
  endRunsOfBranches,
  insertBranches,
  selectBranchCounts,
  selectRunsWithBranches,
} from './branches.sql.ts'
import { selectCalls } from './calls.sql.ts'
import { selectContactAttributes, selectPresentContacts } from './contacts.sql.ts'
import {
  selectEarlierInteractions,
  selectEventFacts,
  selectEventsSince,
  selectInteractionFacts,
} from './facts.sql.ts'
import { selectEndedRuns, stripRuns } from './forget-runs.sql.ts'
import { selectBranches } from './read-runs.sql.ts'
import {
  deleteListeners,
  holdRuns,
  moveRuns,
  selectEarlierRuns,
  selectListening,
  wakeRuns,
} from './runs.sql.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const rows = 20_000
const few = 20
const at = new Date('2026-03-02T10:00:00Z')

/** Contacts, facts, runs and what hangs on them: as many as there are after a busy hour, with no statistics yet. */
async function fill(tx: Tx, tenantId: string, schemaKey: string) {
  const id = (kind: string) =>
    sql.raw(`overlay(lowest_id_at(now())::text placing left(md5('${kind}' || n), 12) from 25)::uuid`)
  const numbers = sql.raw(`generate_series(1, ${rows}) n`)
  await sql`insert into contacts (tenant_id, id, contact_type, approved, attributes, created_at, modified_at)
    select ${tenantId}, ${id('contact')}, 'Member', true, '{}', ${at}::timestamptz, ${at}::timestamptz from ${numbers}`.execute(
    tx,
  )
  await sql`insert into events (tenant_id, id, seq, type, contact_id, data, at)
    select ${tenantId}, ${id('event')}, n, 'cart.abandoned', ${id('contact')}, '{}', ${at}::timestamptz from ${numbers}`.execute(
    tx,
  )
  await sql`insert into interactions (tenant_id, id, seq, contact_id, schema_key, created_date, payload, body_bundle, body_position)
    select ${tenantId}, ${id('interaction')}, n, ${id('contact')}, ${schemaKey}, ${at}::timestamptz, '{}', ${tenantId}, 0 from ${numbers}`.execute(
    tx,
  )
  await sql`insert into automation_runs (tenant_id, id, automation_id, version, contact_id, entry_fact, entry, step, entered_at,
      reason, due_at, started_at, leased_until, state, ended_at)
    select ${tenantId}, ${id('run')}, ${tenantId}, 1, ${id('contact')}, ${id('event')}, '{}', 's', ${at}::timestamptz, 'wait', ${at}::timestamptz,
      ${at}::timestamptz, ${at}::timestamptz, case when n <= ${rows / 2} then 'waiting' else 'ended' end,
      case when n > ${rows / 2} then ${at}::timestamptz end from ${numbers}`.execute(tx)
  await sql`insert into automation_listeners (tenant_id, contact_id, run_id, fact)
    select ${tenantId}, ${id('contact')}, ${id('run')}, 'cart.abandoned' from ${numbers}`.execute(tx)
  await sql`insert into automation_calls (tenant_id, id, automation_id, run_id, contact_id, n, step, is_awaited, request, due_at, created_at)
    select ${tenantId}, ${id('call')}, ${tenantId}, ${id('run')}, ${id('contact')}, 0, 's', true, '{}', ${at}::timestamptz, ${at}::timestamptz
    from ${numbers}`.execute(tx)
}

const idsOf = async (tx: Tx, table: string) =>
  (
    await sql<{
      id: string
      contact_id: string
    }>`select id, ${table === 'contacts' ? sql`id` : sql`contact_id`} as contact_id
      from ${sql.table(table)} order by md5(id::text) limit ${few}`.execute(tx)
  ).rows

const entriesOf = async (tx: Tx) =>
  (
    await sql<EntryOfRun>`select id, contact_id, automation_id, entry_fact from automation_runs
      order by md5(id::text) limit ${few}`.execute(tx)
  ).rows

test(
  'what automations ask and write reads no more than it is about, also before there are statistics',
  countsReads(database),
  () =>
    inRolledBackTransaction(db, async tx => {
      for (const table of [
        'contacts',
        'events',
        'interactions',
        'automation_runs',
        'automation_listeners',
        'automation_calls',
      ])
        await sql`delete from ${sql.table(table)}`.execute(tx)
      const { id: tenantId } = await newTenant(tx, at)
      const schemaKey = newId()
      await sql`insert into interaction_schemas (tenant_id, key, alias, display_name, definition, created_at, updated_at, version)
      values (${tenantId}, ${schemaKey}, 'visit', 'Visit', '{}', ${at}, ${at}, 1)`.execute(tx)
      const stretch = { tenantId, after: 100, upTo: 100 + few }
      const types = ['cart.abandoned']
      type Ids = { contacts: string[]; runs: string[]; entries: EntryOfRun[] }
      const questions = ({ contacts }: Ids) =>
        contacts.map(contactId => ({ contactId, since: at, except: newId() }))
      let branch = 0
      const move = (id: string) => ({
        id,
        state: 'waiting' as const,
        step: 's',
        enteredAt: at,
        reason: 'wait',
        dueAt: at,
        waitsUntil: at,
        results: '{}',
        jumps: '{}',
        stepsDone: 1,
        endedAt: null,
      })
      const statements: Record<string, (ids: Ids) => Promise<unknown>> = {
        selectEventFacts: () => selectEventFacts(tx, stretch, types),
        selectInteractionFacts: () => selectInteractionFacts(tx, stretch, ['visit']),
        selectEventsSince: ids => selectEventsSince(tx, tenantId, types, questions(ids), 10),
        selectEarlierInteractions: ids =>
          selectEarlierInteractions(
            tx,
            tenantId,
            ids.contacts.map(contactId => ({ contactId, schemaId: 'visit', seq: 1e9 }) as never),
            1,
          ),
        selectPresentContacts: ids => selectPresentContacts(tx, tenantId, ids.contacts),
        selectContactAttributes: ids => selectContactAttributes(tx, tenantId, ids.contacts),
        selectEarlierRuns: ids =>
          selectEarlierRuns(
            tx,
            tenantId,
            ids.contacts.map(contactId => ({ contactId, automationId: tenantId })),
          ),
        holdRuns: ids =>
          holdRuns(
            tx,
            tenantId,
            ids.runs.map(id => ({ id, leased_until: at })),
          ),
        selectListening: ids =>
          selectListening(
            tx,
            tenantId,
            ids.contacts.map(contactId => ({ contactId, name: 'cart.abandoned' })),
          ),
        wakeRuns: ids => wakeRuns(tx, tenantId, ids.runs, new Date(at.getTime() - 1000)),
        moveRuns: ids => moveRuns(tx, tenantId, ids.runs.map(move)),
        selectCalls: ids =>
          selectCalls(
            tx,
            tenantId,
            ids.runs.map(runId => ({ runId, n: 0 })),
          ),
        deleteListeners: ids => deleteListeners(tx, tenantId, ids.runs),
        selectEndedRuns: () => selectEndedRuns(tx, tenantId, new Date(at.getTime() + 1), few),
        selectBranchCounts: ids => selectBranchCounts(tx, tenantId, ids.runs),
        selectRunsWithBranches: ids => selectRunsWithBranches(tx, tenantId, ids.entries, ids.runs),
        endRunsOfBranches: ids => {
          const ended = ids.runs.map(branch_of => ({ branch_of, reason: 'completed' }))
          return endRunsOfBranches(tx, tenantId, ended, at)
        },
        insertBranches: ids => {
          const shape = { branch: ++branch, step: 's', results: '{}', jumps: '{}', stepsDone: 1 }
          const branches = ids.runs.map(from => ({ ...shape, id: newId(), from }))
          return insertBranches(tx, tenantId, branches, at)
        },
        selectBranches: ids => selectBranches(tx, tenantId, ids.runs),
        stripRuns: ids => stripRuns(tx, tenantId, ids.runs),
      }
      // Planned, as the driver does it, while there is next to nothing.
      const nobody = {
        ...{ contacts: [newId()], runs: [newId()] },
        entries: [{ id: newId(), contact_id: newId(), automation_id: tenantId, entry_fact: newId() }],
      }
      for (let round = 0; round < 10; round++) for (const ask of Object.values(statements)) await ask(nobody)
      await fill(tx, tenantId, schemaKey)
      const ids = {
        contacts: (await idsOf(tx, 'contacts')).map(row => row.id),
        runs: (await idsOf(tx, 'automation_runs')).map(row => row.id),
        entries: await entriesOf(tx),
      }
      const tables = [
        'contacts',
        'automation_runs',
        'automation_listeners',
        'automation_calls',
        ...(await partitions(tx)),
      ]
      const greedy: string[] = []
      for (const [name, ask] of Object.entries(statements))
        for (const table of tables) {
          const read = await rowsRead(tx, table, () => ask(ids))
          if (read > few * 20) greedy.push(`${name} read ${read} rows of ${table}`)
        }
      assert.deepEqual(greedy, [])
    }),
)

/** Of the logs, in which their rows are. */
async function partitions(tx: Tx): Promise<string[]> {
  const { rows: found } = await sql<{ name: string }>`
    select distinct tableoid::regclass::text as name from events union select distinct tableoid::regclass::text from interactions`.execute(
    tx,
  )
  return found.map(row => row.name)
}
