import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { run } from 'node:test'
import { fillQueue, owners } from './queue.ts'
import { createReport, type Ending } from './report.ts'

const worker = new URL('./worker.ts', import.meta.url).pathname

export interface RunOptions {
  readonly processes: number
  /** For one file. */
  readonly timeoutMs: number
}

/**
 * Runs test files in some processes, which take the next one when they are done with one, and prints the report. A
 * process that dies fails the file that it had, and is replaced as long as files are left.
 */
export async function runFiles(files: readonly string[], options: RunOptions): Promise<Ending> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-queue-'))
  fillQueue(folder, files)
  const report = createReport(worker)
  const isLeft = () => owners(folder).some(({ owner }) => owner === undefined)

  async function keepRunning(lane: number) {
    for (let life = 0; isLeft(); life++) {
      const owner = `${lane}-${life}`
      await runWorker(folder, owner, options.timeoutMs, report.lane())
      for (const each of owners(folder))
        if (each.owner === owner && !report.hasEnded(each.file)) report.fail(each.file)
    }
  }
  const lanes = Array.from({ length: Math.min(options.processes, files.length) }, (_, lane) =>
    keepRunning(lane),
  )
  await Promise.all(lanes)
  rmSync(folder, { recursive: true, force: true })
  return report.end()
}

/** Lets one process work until it ends. It is stopped when a file takes so long that its own limit did not help. */
async function runWorker(
  folder: string,
  owner: string,
  timeoutMs: number,
  tell: (event: { type: string; data: unknown }) => boolean,
) {
  const patience = new AbortController()
  const arm = () => setTimeout(() => patience.abort(), timeoutMs * 1.25)
  let watch = arm()
  const argv = [folder, owner, String(timeoutMs)]
  for await (const event of run({ files: [worker], argv, signal: patience.signal })) {
    if (!tell(event)) continue
    clearTimeout(watch)
    watch = arm()
  }
  clearTimeout(watch)
}
