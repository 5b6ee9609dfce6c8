import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { FolderInUse, lockFolder } from './folder-lock.ts'

const parent = mkdtempSync(join(tmpdir(), 'parley-lock-'))
after(() => rmSync(parent, { recursive: true }))

const program = join(parent, 'holder.mjs')
writeFileSync(
  program,
  `import { lockFolder } from '${new URL('./folder-lock.ts', import.meta.url)}'
  try { globalThis.lock = lockFolder(process.argv[2]); console.log('locked') } catch (error) { console.log(error.name) }
  setInterval(() => {}, 1000)`,
)

/** Another process that locks the folder and stays; resolves to it when it has said how that went. */
async function holder(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const args = ['--disable-warning=ExperimentalWarning', program, folder]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = await new Promise<unknown>(resolve => child.stdout.once('data', resolve).once('end', resolve))
  return { child, said: String(said).trim() }
}

function killed(child: ChildProcess): Promise<unknown> {
  const exited = new Promise(resolve => child.once('exit', (_, signal) => resolve(signal)))
  child.kill('SIGKILL')
  return exited
}

test('a folder that does not exist is made, for its owner only', () => {
  const folder = join(parent, 'new', 'data')
  lockFolder(folder).release()
  assert.equal(statSync(folder).mode & 0o777, 0o700)
})

test('a folder lets one in at a time, and the next one when it is released', () => {
  const folder = join(parent, 'one')
  const lock = lockFolder(folder)
  assert.throws(
    () => lockFolder(folder),
    (error: Error) => {
      assert.ok(error instanceof FolderInUse)
      assert.equal(error.message, `The data folder ${folder} is in use by another Parley process.`)
      return true
    },
  )
  assert.throws(() => lockFolder(folder), FolderInUse, 'the refusal did not open it')
  lockFolder(join(parent, 'other')).release()
  lock.release()
  lockFolder(folder).release()
})

test('a process that is killed lets go of its folder', async () => {
  const folder = join(parent, 'killed')
  const first = await holder(folder)
  assert.equal(first.said, 'locked')
  assert.throws(() => lockFolder(folder), FolderInUse)
  const second = await holder(folder)
  assert.equal(second.said, 'FolderInUse')
  assert.equal(await killed(first.child), 'SIGKILL')
  await killed(second.child)
  lockFolder(folder).release()
})

test('a folder that cannot be made is another matter than one in use', () => {
  assert.throws(
    () => lockFolder(join(program, 'below a file')),
    (error: Error) => !(error instanceof FolderInUse),
  )
})
