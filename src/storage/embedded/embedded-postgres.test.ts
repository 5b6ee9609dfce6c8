import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sql } from 'kysely'
import { type Database, openDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'

const parent = mkdtempSync(join(tmpdir(), 'parley-embedded-'))
after(() => rmSync(parent, { recursive: true }))

async function opened<T>(folder: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ folder })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

const numbers = async ({ db }: Database) =>
  (await sql<{ n: number }>`select n from numbers order by n`.execute(db)).rows.map(row => row.n)

test('an open database', async t => {
  const open = join(parent, 'open')
  mkdirSync(open, { mode: 0o755 })
  await opened(join(open, 'postgres'), async ({ db, pool }) => {
    await t.test('was filled from the migrated template', async () => {
      assert.deepEqual(await migrate(pool), [])
      await sql`create table numbers (n int)`.execute(db)
      await sql`insert into numbers select generate_series(1, 3)`.execute(db)
    })

    await t.test('keeps its files for their owner, also in a folder that everyone may enter', () => {
      assert.equal(statSync(join(open, 'postgres')).mode & 0o777, 0o700)
    })

    await t.test('answers statements that are sent at once, each with its own result', async () => {
      const answers = await Promise.all(
        Array.from({ length: 50 }, async (_, n) => {
          if (n % 7 === 0) return sql`select 1 / 0`.execute(db).catch(error => error.code)
          return (await sql<{ n: number }>`select ${n}::int as n`.execute(db)).rows[0]?.n
        }),
      )
      assert.deepEqual(
        answers,
        Array.from({ length: 50 }, (_, n) => (n % 7 === 0 ? '22012' : n)),
      )
    })

    await t.test('brings large values and large results through whole', async () => {
      const text = 'ö漢😀'.repeat(200_000)
      const { rows } = await sql<{ text: string }>`
        select ${text}::text as text from generate_series(1, 2)`.execute(db)
      assert.deepEqual(
        rows.map(row => row.text === text),
        [true, true],
      )
      const many = await sql`select repeat('x', 100) from generate_series(1, 20000)`.execute(db)
      assert.equal(many.rows.length, 20_000)
    })
  })
  await t.test('has all that was committed when it is opened again', async () => {
    assert.deepEqual(await opened(join(open, 'postgres'), numbers), [1, 2, 3])
  })
})

test('a process that is killed loses nothing that was committed', async () => {
  const folder = join(parent, 'killed')
  const program = join(parent, 'writer.mjs')
  writeFileSync(
    program,
    `import { openDatabase } from '${new URL('../database.ts', import.meta.url)}'
    const { pool } = await openDatabase({ folder: process.argv[2] })
    await pool.query('create table if not exists numbers (n int)')
    for (let n = 1; ; n++) {
      await pool.query('insert into numbers values ($1)', [n])
      process.stdout.write(n + '\\n')
    }`,
  )
  let told = 0
  const child = spawn(process.execPath, [program, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  const exited = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))
  child.stdout.on('data', data => {
    told = Math.max(told, ...String(data).trim().split('\n').map(Number))
    if (told >= 100) child.kill('SIGKILL')
  })
  assert.equal(await exited, 'SIGKILL')
  await opened(folder, async database => {
    const stored = await numbers(database)
    assert.ok(stored.length >= told, `${told} were told, ${stored.length} are there`)
    const inOrder = stored.map((_, index) => index + 1)
    assert.deepEqual(stored, inOrder, 'each once, none missing')
    await sql`insert into numbers values (0)`.execute(database.db)
  })
})

test('a folder with something else in it is told at the start', async () => {
  const folder = join(parent, 'spoilt')
  mkdirSync(folder)
  writeFileSync(join(folder, 'PG_VERSION'), '9.6')
  await assert.rejects(openDatabase({ folder }))
})
