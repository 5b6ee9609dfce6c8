import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
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

test('once there is a template, folders are filled from it, also at once, each a whole database of its own', async () => {
  await fillFromTemplate(join(parent, 'first'), fromNothing)
  const folders = ['a', 'b'].map(name => join(parent, 'deep', name))
  const neverFromNothing = () => assert.fail('made from nothing')
  await Promise.all(folders.map(folder => fillFromTemplate(folder, neverFromNothing)))
  assert.deepEqual(readdirSync(join(parent, 'deep')).sort(), ['a', 'b'], 'nothing unfinished is left')
  for (const folder of folders) {
    const { pool, close } = await openDatabase({ folder })
    assert.deepEqual(await pendingMigrations(pool), [])
    const { rows } = await pool.query('select count(*) from health_probes')
    assert.deepEqual(rows, [{ count: 0 }])
    await pool.query("insert into health_probes values ('here', now())")
    await close()
  }
})
