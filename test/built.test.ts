/** What is made of the sources is made once, and anew when they changed (bin/built.cjs). */
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { ensureBuilt } from '../bin/built.cjs'

const parent = mkdtempSync(join(tmpdir(), 'parley-built-'))
after(() => rmSync(parent, { recursive: true }))

const contents = (folder: string) => readFileSync(join(folder, 'what'), 'utf8')
function writing(text: string) {
  return (aside: string) => {
    mkdirSync(aside)
    writeFileSync(join(aside, 'what'), text)
    return true
  }
}

test('what is there is left as it is until something else is wanted', () => {
  const folder = join(parent, 'once')
  let builds = 0
  for (const wanted of ['one', 'one', 'two', 'two']) {
    const build = (aside: string) => writing(`${wanted}, build ${++builds}`)(aside)
    assert.ok(ensureBuilt(folder, wanted, build))
  }
  assert.equal(contents(folder), 'two, build 2')
  assert.equal(builds, 2)
})

test('who could not build is told so, and has what was there before', () => {
  const folder = join(parent, 'failing')
  ensureBuilt(folder, 'one', writing('1'))
  assert.equal(
    ensureBuilt(folder, 'two', aside => {
      writing('half')(aside)
      return false
    }),
    false,
  )
  assert.equal(
    ensureBuilt(folder, 'two', () => {
      throw new Error('nobody may write here')
    }),
    false,
  )
  assert.equal(contents(folder), '1')
})

test('of two that build the same at once the later one leaves what the other made', () => {
  const folder = join(parent, 'race')
  assert.ok(
    ensureBuilt(folder, 'one', aside => {
      writing('1')(folder) // as another process does meanwhile
      writeFileSync(join(folder, 'built-of'), 'one')
      return writing('later')(aside)
    }),
  )
  assert.equal(contents(folder), '1')
})

test('nothing unfinished stays behind', () => {
  assert.deepEqual(readdirSync(parent).sort(), ['failing', 'once', 'race'])
})
