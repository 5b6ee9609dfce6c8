import Type from 'typebox'
import { DomainError } from '../../kernel/domain-error.ts'

/** For the headers of an operation that changes a resource. In lower case, as Node names headers. */
export const ifMatch = {
  'if-match': Type.Optional(
    Type.String({
      maxLength: 1000,
      description: 'The ETag that was read; when it is not the present one: 412.',
    }),
  ),
}

/** The header `ETag` of a version of a resource. */
export const etag = (version: number | string) => ({ etag: `"${version}"` })

export const versionMismatch = (version: number | string) =>
  new DomainError('version-mismatch', `If-Match names another version; the present one is "${version}".`, {
    version,
  })

/**
 * Throws `version-mismatch` unless If-Match is absent, `*`, or names the version. Ask under a lock that keeps others
 * from changing the resource, or two could both be let through.
 */
export function requireMatch(header: string | undefined, version: number | string): void {
  if (header === undefined || header.trim() === '*') return
  const tags = header.split(',').map(tag => tag.trim())
  if (!tags.includes(`"${version}"`)) throw versionMismatch(version)
}
