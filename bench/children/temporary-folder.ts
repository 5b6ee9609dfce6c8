import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { noteUndo, type Undo } from './undo.ts'

export interface TemporaryFolder {
  readonly path: string
  readonly remove: Undo
}

export function makeTemporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), 'parley-bench-'))
  const remove = noteUndo(async () => rmSync(path, { recursive: true, force: true, maxRetries: 3 }))
  return { path, remove }
}
