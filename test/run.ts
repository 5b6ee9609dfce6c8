/**
 * `npm test`: every test beside the code, on the embedded database. Needs nothing but npm.
 * `npm test -- --server [url]`: those that touch a database, on a PostgreSQL server.
 * `npm run acceptance [-- --server [url]]`: those over the wire; the browser's need Chromium. On a server without
 * those for which the database makes no difference.
 * `npm test -- src/domain/contacts`: only files whose path has this in it.
 */
import { accessSync, constants, globSync, readFileSync, statfsSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { parseArgs } from 'node:util'
import { longestFirst, rememberDurations } from './runner/durations.ts'
import { runFiles } from './runner/run-files.ts'

const { values, positionals } = parseArgs({
  options: { server: { type: 'boolean' }, acceptance: { type: 'boolean' } },
  allowPositionals: true,
})
const url = positionals.find(each => /^postgres(ql)?:/.test(each))
const parts = positionals.filter(each => each !== url)

const files = globSync(values.acceptance ? 'acceptance/**/*.test.ts' : '{src,test,bench}/**/*.test.ts')
  .filter(file => parts.length === 0 || parts.some(part => file.includes(part)))
  .filter(file => !values.server || (values.acceptance ? !isTheSameOnBoth(file) : touchesDatabase(file)))

if (files.length === 0) {
  console.error('No test file fits.')
  process.exit(1)
}

// What is started from here inherits it.
if (values.server) process.env.PARLEY_TEST_DATABASE_URL = url ?? 'postgres://postgres@127.0.0.1:5432/postgres'
process.env.TMPDIR = inMemory() ?? tmpdir()

const processes = Math.min(4, Math.max(2, availableParallelism()))
// A story in a browser waits for much, on a busy machine for long.
const timeoutMs = values.acceptance ? 300_000 : 120_000
const { isGood, milliseconds } = await runFiles(longestFirst(files), { processes, timeoutMs })
rememberDurations(milliseconds)
process.exitCode = isGood ? 0 : 1

/** A database in a folder is forty megabytes: in memory, where there is room, it is made at once. */
function inMemory(): string | undefined {
  const folder = '/dev/shm'
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > 2 * 1024 ** 3 ? folder : undefined
  } catch {
    return undefined
  }
}

/** Packages, help texts, keys, a double, sockets and a browser: the server is between them and any database. */
function isTheSameOnBoth(file: string): boolean {
  return /^acceptance\/(start\/packages|cli\/(usage|keys)|double\/|tls|browser\/|http\/(addresses|bodies|connections))/.test(
    file,
  )
}

/** Whether it, or something of the kit that it uses, gets databases from the kit. */
function touchesDatabase(file: string): boolean {
  const text = readFileSync(file, 'utf8')
  if (text.includes("kit/database.ts'") || text.includes("kit/app.ts'")) return true
  const ofKit = [...text.matchAll(/from '[./]+\/test\/kit\/([a-z-]+\.ts)'/g)]
  return ofKit.some(([, name]) => usesDatabase(`test/kit/${name}`))
}

function usesDatabase(kitFile: string): boolean {
  return /(testDatabase|ownDatabase|testApp)\(/.test(readFileSync(kitFile, 'utf8'))
}
