import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * The test files of one run in a folder, from which processes take the next one. Who makes the file `n` first has the
 * n-th; what it says is whose it is.
 */
export function fillQueue(folder: string, files: readonly string[]) {
  writeFileSync(join(folder, 'files.json'), JSON.stringify(files))
}

/** The next file that nobody has yet. */
export function takeNext(folder: string, owner: string): string | undefined {
  return readQueue(folder).find((_, number) => take(join(folder, String(number)), owner))
}

/** Who has taken which file, in order; those that are left come without an owner. */
export function owners(folder: string): { readonly file: string; readonly owner: string | undefined }[] {
  return readQueue(folder).map((file, number) => ({ file, owner: read(join(folder, String(number))) }))
}

function readQueue(folder: string): string[] {
  return JSON.parse(readFileSync(join(folder, 'files.json'), 'utf8'))
}

function take(path: string, owner: string): boolean {
  try {
    writeFileSync(path, owner, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false
    throw error
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
