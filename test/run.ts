/**
 * `npm test`: every test beside the code, on the embedded database. Needs nothing but npm.
 * `npm test -- --server [url]`: those that touch a database, on a PostgreSQL server.
 * `npm run acceptance [-- --server [url]]`: those over the wire; the browser's need Chromium.
 * `npm test -- src/domain/contacts`: only files whose path has this in it.
 */
import { spawn } from 'node:child_process'
import { accessSync, constants, globSync, readFileSync, statfsSync } from 'node:fs'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  options: { server: { type: 'boolean' }, acceptance: { type: 'boolean' } },
  allowPositionals: true,
})
const url = positionals.find(each => each.startsWith('postgres'))
const parts = positionals.filter(each => each !== url)

const files = globSync(values.acceptance ? 'acceptance/**/*.test.ts' : '{src,test,bench}/**/*.test.ts')
  .filter(file => parts.length === 0 || parts.some(part => file.includes(part)))
  .filter(file => !values.server || values.acceptance || touchesDatabase(file))
  .sort()

if (files.length === 0) {
  console.error('No test file fits.')
  process.exit(1)
}

const PARLEY_TEST_DATABASE_URL = url ?? 'postgres://postgres@127.0.0.1:5432/postgres'
const child = spawn(
  process.execPath,
  [
    '--disable-warning=ExperimentalWarning',
    '--test',
    '--test-concurrency=2',
    '--test-timeout=120000',
    ...files,
  ],
  {
    stdio: 'inherit',
    env: {
      ...process.env,
      ...(!values.acceptance && inMemory()),
      ...(values.server && { PARLEY_TEST_DATABASE_URL }),
    },
  },
)
child.on('exit', code => process.exit(code ?? 1))

/** Each file has a database folder of its own, forty megabytes: in memory, where there is room, it is made at once. */
function inMemory(): { TMPDIR?: string } {
  const TMPDIR = '/dev/shm'
  try {
    accessSync(TMPDIR, constants.W_OK)
    const { bavail, bsize } = statfsSync(TMPDIR)
    return bavail * bsize > 2 * 1024 ** 3 ? { TMPDIR } : {}
  } catch {
    return {}
  }
}

function touchesDatabase(file: string): boolean {
  return /kit\/(database|app)\.ts'/.test(readFileSync(file, 'utf8'))
}
