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

test('what was committed is there when the folder is opened again', async () => {
  const folder = join(parent, 'reopened')
  await opened(folder, async ({ db, pool }) => {
    assert.deepEqual(await migrate(pool), [], 'a new folder is filled from the migrated template')
    await sql`create table numbers (n int)`.execute(db)
    await sql`insert into numbers select generate_series(1, 3)`.execute(db)
  })
  assert.deepEqual(await opened(folder, numbers), [1, 2, 3])
})

test('an open database', async t => {
  const open = join(parent, 'open')
  mkdirSync(open, { mode: 0o755 })
  await opened(join(open, 'postgres'), async ({ db }) => {
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
})

test('a process that is killed loses nothing that was committed', async () => {
  const folder = join(parent, 'killed')
  const program = join(parent, 'writer.mjs')
  writeFileSync(
    program,
    `import { openDatabase } from '${new URL('../database.ts', import.meta.url)}'
    const { pool } = await openDatabase({ folder: process.argv[2] })
    await pool.query('create table if not exists numbers (n int)')
    for (let n = Number(process.argv[3]); ; n++) {
      await pool.query('insert into numbers values ($1)', [n])
      process.stdout.write(n + '\\n')
    }`,
  )
  let told = 0
  for (const wanted of [50, 150]) {
    const child = spawn(process.execPath, [program, folder, String(told + 1)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))
    child.stdout.on('data', data => {
      told = Math.max(told, ...String(data).trim().split('\n').map(Number))
      if (told >= wanted) child.kill('SIGKILL')
    })
    assert.equal(await exited, 'SIGKILL')
    const stored = await opened(folder, numbers)
    assert.ok(stored.length >= told, `${told} were told, ${stored.length} are there`)
    assert.deepEqual(
      stored,
      stored.map((_, index) => index + 1),
      'each once, none missing',
    )
    told = stored.length
  }
})

test('a folder that is not a database is told at the start', async () => {
  const folder = join(parent, 'spoilt')
  await opened(folder, async () => {})
  rmSync(join(folder, 'global'), { recursive: true })
  await assert.rejects(openDatabase({ folder }))
})
