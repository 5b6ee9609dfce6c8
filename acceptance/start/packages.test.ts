import { equal } from 'node:assert/strict'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { run } from '../kit/run.ts'

const root = new URL('../../', import.meta.url).pathname

describe('A fresh clone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-clone-'))
  after(() => rmSync(folder, { recursive: true, force: true }))

  it('can install its packages: package-lock.json has all that package.json asks for', async () => {
    for (const name of ['package.json', 'package-lock.json'])
      copyFileSync(join(root, name), join(folder, name))
    const flags = ['--prefix', folder, '--dry-run', '--offline', '--include=dev', '--no-audit', '--no-fund']
    const { code, stderr } = await run(['npm', 'ci', '--loglevel=error', ...flags]).finished
    equal(code, 0, stderr)
  })
})
