import type { Clock } from '../../kernel/clock.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { BlobStore } from '../../storage/blobs/blob-store.ts'
import { readLong } from '../../storage/blobs/long-blobs.ts'
import { transact } from '../../storage/database.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { isUnavailable } from '../../storage/unavailable.ts'
import { fromRow as toTenant } from '../accounts/tenant.ts'
import { NotCsv, type Row, readRows } from './read-rows.ts'
import { blobKey, mostRefused, stretchRows } from './upload.ts'
import type { Cells, UploadKind } from './upload-kind.ts'
import {
  endUpload,
  insertRefusals,
  lockUploadAt,
  selectNextUploads,
  selectTenantOf,
  writeProgress,
} from './uploads.sql.ts'

/** Then another tenant has its turn. */
const stretchesInTurn = 20

export interface UploadWorker {
  readonly db: Db
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly kinds: readonly UploadKind[]
  /** Called after each stretch that was written. */
  onWritten(tenantId: string): void
  onError(error: unknown): void
  /** Whether it is to give way to clients that wait. */
  giveWay(): Promise<void>
}

interface Place {
  readonly tenantId: string
  readonly id: string
  readonly kind: UploadKind
  readonly size: number
}

/** Works on one upload of each tenant that has one, for a while. Answers whether there was anything to do. */
export async function workOnUploads(worker: UploadWorker, signal: AbortSignal): Promise<boolean> {
  let isBusy = false
  for (const row of await selectNextUploads(worker.db)) {
    if (signal.aborted) return false
    const kind = worker.kinds.find(({ name }) => name === row.kind)
    if (!kind) continue
    const place = { tenantId: row.tenant_id, id: row.id, kind, size: row.file_size ?? 0 }
    try {
      isBusy = (await takeTurn(worker, place, row.position, signal)) || isBusy
    } catch (error) {
      if (isUnavailable(error)) throw error
      worker.onError(error)
    }
  }
  return isBusy
}

/** Reads on from a position, stretch after stretch. False when another process works on it. */
async function takeTurn(
  worker: UploadWorker,
  place: Place,
  from: number,
  signal: AbortSignal,
): Promise<boolean> {
  const rows = readRows(readLong(worker.blobs, blobKey(place.tenantId, place.id), place.size, from))
  let position = from
  try {
    for (let turn = 0; turn < stretchesInTurn && !signal.aborted; turn++) {
      const { stretch, problem } = await nextStretch(rows)
      const next = from + (stretch.at(-1)?.end ?? position - from)
      const isLast = stretch.length < stretchRows
      const done = await writeAll(worker, place, { position, next, stretch, isLast, problem })
      worker.onWritten(place.tenantId)
      if (!done) return false
      if (isLast || done === 'ended') return true
      position = next
      await worker.giveWay()
    }
    return true
  } finally {
    await rows.return(undefined)
  }
}

/** What could be read before something that is no CSV counts. */
async function nextStretch(rows: AsyncGenerator<Row>): Promise<{ stretch: Row[]; problem: string | null }> {
  const stretch: Row[] = []
  try {
    while (stretch.length < stretchRows) {
      const { value, done } = await rows.next()
      if (done) break
      stretch.push(value)
    }
    return { stretch, problem: null }
  } catch (error) {
    if (error instanceof NotCsv) return { stretch, problem: error.message }
    throw error
  }
}

/** When it fails for a reason that nobody foresaw it is done again row by row, and what fails then is refused alone. */
async function writeAll(worker: UploadWorker, place: Place, whole: Stretch): ReturnType<typeof writeStretch> {
  try {
    return await writeStretch(worker, place, whole)
  } catch (error) {
    if (isUnavailable(error) || whole.stretch.length === 0) throw error
    worker.onError(error)
  }
  const from = whole.next - whole.stretch.at(-1)!.end
  let { position } = whole
  for (const [index, row] of whole.stretch.entries()) {
    const next = from + row.end
    const isLast = whole.isLast && index === whole.stretch.length - 1
    const one = { ...whole, position, next, stretch: [row], isLast }
    const done = await writeStretch(worker, place, one).catch(error => {
      if (isUnavailable(error)) throw error
      worker.onError(error)
      return writeStretch(worker, place, { ...one, refusal: 'could not be carried out' })
    })
    if (done !== 'goes on') return done
    position = next
  }
  return 'goes on'
}

interface Stretch {
  readonly position: number
  readonly next: number
  readonly stretch: readonly Row[]
  readonly isLast: boolean
  readonly problem: string | null
  /** Why all of it is refused. */
  readonly refusal?: string
}

/** One transaction: the rows, what was refused of them, and how far it has come. */
function writeStretch(
  { db, clock }: UploadWorker,
  { tenantId, id, kind }: Place,
  { position, next, stretch, isLast, problem, refusal }: Stretch,
): Promise<undefined | 'goes on' | 'ended'> {
  return transact(db, async tx => {
    await lockEvents(tx, [tenantId])
    const upload = await lockUploadAt(tx, tenantId, id, position)
    if (!upload) return undefined
    const tenant = toTenant(await selectTenantOf(tx, tenantId))
    const at = clock.now(tenant)
    const header = upload.header as Cells
    const outcomes =
      refusal === undefined
        ? await carryOut(tx, kind, tenant, upload.subject, header, stretch, at)
        : stretch.map(() => refusal)
    const refusals = outcomes.flatMap((message, index) =>
      message === undefined ? [] : [{ row: upload.rows_done + index + 1, message: message.slice(0, 1000) }],
    )
    await insertRefusals(tx, tenantId, id, refusals)
    await writeProgress(tx, tenantId, id, { position: next, rows: stretch.length, refused: refusals.length })
    const refused = upload.rows_refused + refusals.length
    const isTooMuch = refused >= mostRefused
    if (!isLast && !isTooMuch) return 'goes on'
    const rest = `${mostRefused} rows or more were refused: what stands after row ${upload.rows_done + stretch.length} was not read.`
    const why = problem ?? (isTooMuch && !isLast ? rest : null)
    const state = refused > 0 || why !== null ? 'failed' : 'succeeded'
    await endUpload(tx, tenantId, id, { state, problem: why, at })
    const rows = upload.rows_done + stretch.length
    const data = { uploadId: id, kind: kind.name, subject: upload.subject, state, rows, refused }
    await appendEvents(tx, [{ tenantId, type: 'upload.ended', data, at }])
    return 'ended'
  })
}

/** Rows that no kind needs to look at are refused first: of another length, or with what cannot be stored. */
async function carryOut(
  tx: Tx,
  kind: UploadKind,
  tenant: Parameters<UploadKind['carryOut']>[1],
  subject: string,
  header: Cells,
  stretch: readonly Row[],
  at: Date,
): Promise<(string | undefined)[]> {
  const outcomes = stretch.map(({ cells }) => {
    if (cells.length !== header.length) return `has ${cells.length} columns and not ${header.length}`
    return cells.every(isStorableText) ? undefined : 'has a character that cannot be stored'
  })
  const fine = outcomes.flatMap((outcome, index) => (outcome === undefined ? [index] : []))
  const rows = fine.map(index => stretch[index]!.cells)
  const done = rows.length > 0 ? await kind.carryOut(tx, tenant, subject, header, rows, at) : []
  for (const [place, index] of fine.entries()) outcomes[index] = done[place]
  return outcomes
}
