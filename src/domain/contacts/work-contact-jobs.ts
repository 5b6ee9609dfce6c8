import type { Clock } from '../../kernel/clock.ts'
import { DomainError, type Fault } from '../../kernel/domain-error.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { renewStatistics } from '../../storage/upkeep.ts'
import type { Tenant } from '../accounts/tenant.ts'
import type { ImportPlan, KeptRow } from './contact-import.ts'
import { type JobKind, type JobRow, rowFault } from './contact-job.ts'
import {
  type ChunkPlace,
  deleteOldJobs,
  rollBackToSavepoint,
  savepoint,
  selectTenantOf,
  selectWaitingChunks,
  takeChunk,
  writeProgress,
} from './contact-jobs.sql.ts'
import { type ContactRules, readContactRules } from './contact-rules.ts'
import { createContacts, prepareContact } from './create-contacts.ts'
import { toJobRow } from './csv-columns.ts'
import { contactInvalid, contactNotFound, contactRowFailed } from './errors.ts'
import { attempt, type ContactOutcome } from './outcome.ts'
import { updateContactsByKey } from './update-contacts-by-key.ts'

const keptDays = 30
/** So many faults are kept of a row: those of all rows of a job are told in one answer. */
const mostFaults = 10

export interface JobWorker {
  readonly db: Db
  readonly clock: Clock
  /** Called after each chunk that was written. */
  onWritten(tenantId: string): void
  onError(error: unknown): void
}

/**
 * Does a chunk of each tenant that has one waiting, and answers whether there was any: tenants take turns, and a failure
 * of one does not hold up the others. Several processes may do this at once.
 */
export async function workOnJobs(worker: JobWorker, signal?: AbortSignal): Promise<boolean> {
  let isBusy = false
  for (const place of await selectWaitingChunks(worker.db)) {
    if (signal?.aborted) return false
    isBusy = (await workOnChunk(worker, place)) || isBusy
  }
  // A job grows the tables faster than the statistics follow by themselves, which is once a minute.
  if (isBusy) await renewStatistics(worker.db)
  return isBusy
}

/** A chunk that fails for a reason that nobody foresaw is done again row by row, and only what fails then is refused. */
async function workOnChunk(worker: JobWorker, place: ChunkPlace): Promise<boolean> {
  try {
    await writeChunk(worker, place, carryOut)
    return true
  } catch (error) {
    if (isUnavailable(error)) throw error
    worker.onError(error)
  }
  try {
    await writeChunk(worker, place, oneByOne(worker.onError))
    return true
  } catch (error) {
    if (isUnavailable(error)) throw error
    worker.onError(error)
    return false
  }
}

interface Chunk {
  readonly tenant: Tenant
  readonly rules: ContactRules
  readonly kind: JobKind
  readonly contactType: string
  readonly rows: readonly (JobRow | DomainError)[]
  readonly at: Date
}

type Way = (tx: Tx, chunk: Chunk) => Promise<ContactOutcome[]>

async function writeChunk({ db, clock, onWritten }: JobWorker, place: ChunkPlace, way: Way): Promise<void> {
  await transact(db, async tx => {
    await lockEvents(tx, [place.tenant_id])
    const taken = await takeChunk(tx, place)
    if (!taken) return
    const tenant = await selectTenantOf(tx, place)
    const rules = await readContactRules(tx, tenant)
    const at = clock.now(tenant)
    const { kind, contact_type: contactType, import: plan, is_dry_run: isDryRun } = taken
    const kept = JSON.parse(taken.rows) as JobRow[] | KeptRow[]
    const rows = plan ? (kept as KeptRow[]).map(row => readRow(row, plan)) : (kept as JobRow[])
    if (isDryRun) await savepoint(tx, dryRun)
    const outcomes = await way(tx, { tenant, rules, kind, contactType, rows, at })
    if (isDryRun) await rollBackToSavepoint(tx, dryRun)
    const refusals = outcomes.flatMap((outcome, index) => {
      if (!(outcome instanceof DomainError)) return []
      const cells = plan ? JSON.stringify(kept[index]) : null
      return [{ index: place.first_index + index, refusal: toRefusal(outcome), cells }]
    })
    await writeProgress(tx, place, rows.length - refusals.length, refusals, at)
  })
  onWritten(place.tenant_id)
}

const dryRun = 'dry_run'

const readRow = ([, ...cells]: KeptRow, { columns, blankClears }: ImportPlan) =>
  attempt(() => toJobRow(cells, columns, blankClears))

const carryOut: Way = async (tx, chunk) => {
  const { kind, rows } = chunk
  const outcomes = rows.map((row): ContactOutcome => (row instanceof DomainError ? row : contactNotFound()))
  const isOf = (code: string) => (outcome: ContactOutcome) =>
    outcome instanceof DomainError && outcome.code === code
  /** Does what is left of the rows, and puts what became of them in its place. */
  const pass = async (way: (rows: readonly JobRow[]) => Promise<ContactOutcome[]>, code: string) => {
    const places = outcomes.flatMap((outcome, place) =>
      isOf(code)(outcome) && !(rows[place] instanceof DomainError) ? [place] : [],
    )
    if (places.length === 0) return
    const done = await way(places.map(place => rows[place] as JobRow))
    for (const [n, place] of places.entries())
      if (!isOf('contact-not-found')(done[n]!)) outcomes[place] = done[n]!
  }
  const update = (given: readonly JobRow[]) =>
    updateContactsByKey(tx, chunk.tenant, chunk.rules, given, chunk.contactType, chunk.at)
  const create = (given: readonly JobRow[]) => createRows(tx, chunk, given)
  if (kind !== 'create') await pass(update, 'contact-not-found')
  if (kind !== 'update') await pass(create, 'contact-not-found')
  // Of two rows about one new contact the second one changes what the first one made.
  if (kind === 'upsert') await pass(update, 'contact-key-exists')
  return outcomes
}

function createRows(tx: Tx, { tenant, rules, contactType, at }: Chunk, rows: readonly JobRow[]) {
  const contacts = rows.map(row => attempt(() => prepareRow(row, contactType, rules, at)))
  return createContacts(tx, tenant, rules, contacts, at)
}

function prepareRow(row: JobRow, contactType: string, rules: ContactRules, at: Date) {
  if (!row) throw contactInvalid([rowFault])
  const given = row.contactType === null || row.contactType === '' ? undefined : row.contactType
  return prepareContact({ ...row, contactType: given ?? contactType, createAsUnapproved: false }, rules, at)
}

const oneByOne =
  (onError: (error: unknown) => void): Way =>
  async (tx, chunk) => {
    const outcomes: ContactOutcome[] = []
    for (const row of chunk.rows) {
      await savepoint(tx)
      try {
        outcomes.push(...(await carryOut(tx, { ...chunk, rows: [row] })))
      } catch (error) {
        if (isUnavailable(error)) throw error
        onError(error)
        await rollBackToSavepoint(tx)
        outcomes.push(contactRowFailed())
      }
    }
    return outcomes
  }

function toRefusal({ code, message, data }: DomainError): string {
  const { faults } = data as { readonly faults?: readonly Fault[] }
  const kept = faults ? { faults: faults.slice(0, mostFaults) } : data
  return JSON.stringify({ code, message: message.slice(0, 1000), data: kept })
}

/** Jobs that have ended are forgotten thirty days after they were made. */
export async function forgetOldJobs(db: Db): Promise<void> {
  await deleteOldJobs(db, keptDays)
}
