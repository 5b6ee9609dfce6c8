import { setTimeout as delay } from 'node:timers/promises'
import type { UploadKind } from '../domain/uploads/upload-kind.ts'
import { workOnUploads } from '../domain/uploads/work-uploads.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'
import { uploadKinds } from './upload-kinds.ts'

/** What fails now fails most likely in a moment, too. */
const afterFailureMs = 5000
/** While clients wait for their answers, so long at most between two stretches. */
const mostPauseMs = 1000

/** Carries out the rows of uploads, a stretch after another, each tenant in turn. */
export function uploadsLoop(
  { database, blobs, clock, signal, onError, isPressed = () => false }: WorkerParts,
  kinds: readonly UploadKind[] = uploadKinds,
  pauseMs = 250,
) {
  let hasFailed = false
  const report = (error: unknown) => {
    hasFailed = true
    onError(error, 'uploads')
  }
  const worker = {
    db: database.db,
    blobs,
    clock,
    kinds,
    onWritten(tenantId: string) {
      signal.appended('events', [tenantId])
      signal.appended('interactions', [tenantId])
    },
    onError: report,
    async giveWay() {
      for (let waited = 0; isPressed() && waited < mostPauseMs; waited += 20) await delay(20)
    },
  }
  return every(
    pauseMs,
    async abort => {
      hasFailed = false
      while (!abort.aborted && !hasFailed && (await workOnUploads(worker, abort)));
      if (hasFailed) await delay(afterFailureMs, undefined, { signal: abort }).catch(() => {})
    },
    report,
    signal,
  )
}
