import { createHash } from 'node:crypto'

/** Where in a hundred a contact stands in the eyes of something: from 0 to below 100, always the same. */
export function shareOf(contactId: string, ...names: readonly string[]): number {
  const digest = createHash('sha256')
    .update([...names, contactId].join(' '))
    .digest()
  return (digest.readUInt32BE(0) / 2 ** 32) * 100
}

/** An id that follows from a text: the occasion that starts a run where there is no fact with an id. */
export function idOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
