/** The key is not `tenant/kind/name`, or a prefix is not the beginning of one. */
export class InvalidBlobKey extends Error {
  constructor(key: unknown) {
    const shown = typeof key === 'string' ? JSON.stringify(key.slice(0, 100)) : typeof key
    super(`Not a blob key: ${shown}. A key is tenant/kind/name, each of letters, digits, ".", "_" and "-".`)
    this.name = 'InvalidBlobKey'
  }
}

const segmentForm = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/
const segmentLimit = 200
const segmentCount = 3

/**
 * A segment means the same as a file name and in a URL: no ".." anywhere, no "." in front (temporary files have one
 * there), and short enough for any file system. On a file system that ignores case, so do the keys.
 */
function isSegment(text: string) {
  return text.length <= segmentLimit && segmentForm.test(text) && !text.includes('..')
}

export function isBlobKey(key: unknown): key is string {
  if (typeof key !== 'string') return false
  const segments = key.split('/')
  return segments.length === segmentCount && segments.every(isSegment)
}

export function checkKey(key: string): string {
  if (!isBlobKey(key)) throw new InvalidBlobKey(key)
  return key
}

/** True when the text can be the beginning of a key: whole segments, and a last one that may be unfinished or empty. */
function isPrefix(prefix: unknown): prefix is string {
  if (typeof prefix !== 'string') return false
  const segments = prefix.split('/')
  const unfinished = segments.pop() ?? ''
  if (segments.length >= segmentCount || !segments.every(isSegment)) return false
  return unfinished === '' || isSegment(unfinished)
}

export function checkPrefix(prefix: string): string {
  if (!isPrefix(prefix)) throw new InvalidBlobKey(prefix)
  return prefix
}

/** Throws a RangeError unless the two can be the range of `BlobStore.getRange`. */
export function checkRange(offset: number, length: number) {
  const sound = Number.isSafeInteger(offset) && offset >= 0 && Number.isSafeInteger(length) && length >= 1
  if (sound && Number.isSafeInteger(offset + length)) return
  throw new RangeError(`Not a range of bytes: offset ${offset}, length ${length}.`)
}
