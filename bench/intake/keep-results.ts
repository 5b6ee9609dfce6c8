import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = new URL('../../.cache/bench/', import.meta.url)
const records = new URL('../RESULTS.md', import.meta.url)

/** Writes all that was measured, for whoever wants to compute something else from it. Answers where. */
export function keepAsJson(at: Date, results: object): string {
  mkdirSync(folder, { recursive: true })
  const file = new URL(`intake-${at.toISOString().slice(0, 19).replaceAll(':', '')}.json`, folder)
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
  return fileURLToPath(file)
}

export function appendToRecords(at: Date, text: string): void {
  const heading = existsSync(records) ? '' : '# Measured\n\nWritten by `npm run bench -- intake --record`.\n'
  appendFileSync(records, `${heading}\n## Intake, ${at.toISOString().slice(0, 10)}\n\n${text}\n`)
}
