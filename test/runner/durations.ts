/** How long each test file took in the last run, so that the longest begin first and none is left alone at the end. */
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

const path = new URL('../../node_modules/.cache/tests/milliseconds.json', import.meta.url).pathname

export function longestFirst(files: readonly string[]): string[] {
  const known = readDurations()
  const order = new Map(files.map(file => [file, known[file] ?? guess(file)]))
  return [...files].sort((a, b) => order.get(b)! - order.get(a)! || (a < b ? -1 : 1))
}

export function rememberDurations(milliseconds: ReadonlyMap<string, number>) {
  const all = { ...readDurations() }
  for (const [file, duration] of milliseconds) all[file] = Math.round(duration)
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, JSON.stringify(all))
  } catch {
    // then the next run guesses again
  }
}

function readDurations(): Readonly<Record<string, number>> {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

/** Of one that never ran: long texts test much, and who stops or kills servers waits for them. */
function guess(file: string): number {
  return statSync(file).size * (/\/(faults|webhooks|double|start)\//.test(file) ? 10 : 1)
}
