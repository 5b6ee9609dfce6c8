import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openDatabase } from '../database.ts'
import { migrate, pendingMigrations } from '../migrate.ts'
import { fillFromTemplate } from './template.ts'

const parent = mkdtempSync(join(tmpdir(), 'parley-template-'))
after(() => rmSync(parent, { recursive: true }))

const fromNothing = async (folder: string) => {
  const { pool, close } = await openDatabase({ folder })
  await migrate(pool)
  await close()
}

test('folders that are filled at once are whole and independent databases', async () => {
  const folders = ['a', 'b'].map(name => join(parent, 'deep', name))
  await Promise.all(folders.map(folder => fillFromTemplate(folder, fromNothing)))
  for (const folder of folders) {
    const { pool, close } = await openDatabase({ folder })
    assert.deepEqual(await pendingMigrations(pool), [])
    const { rows } = await pool.query('select count(*) from health_probes')
    assert.deepEqual(rows, [{ count: 0 }])
    await pool.query("insert into health_probes values ('here', now())")
    await close()
  }
  assert.deepEqual(readdirSync(join(parent, 'deep')).sort(), ['a', 'b'], 'nothing unfinished is left')
})

test('once there is a template no database is made from nothing', async () => {
  await fillFromTemplate(join(parent, 'first'), fromNothing)
  await fillFromTemplate(join(parent, 'second'), () => assert.fail('made from nothing'))
  assert.ok(existsSync(join(parent, 'second', 'PG_VERSION')))
})
