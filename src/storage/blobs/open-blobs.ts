import type { BlobStore } from './blob-store.ts'
import { FolderBlobs } from './folder-blobs.ts'
import { S3Blobs } from './s3-blobs.ts'
import { parseS3Location, type S3Credentials } from './s3-location.ts'

/**
 * The blobs at a location: `s3://bucket/prefix?…` or the path of a folder, which is made where it is missing. Throws an
 * Error that says what is wrong with the location or which credential is missing; asks nothing of a server, for which
 * there is `check()`.
 */
export function openBlobs(location: string, credentials: S3Credentials): BlobStore {
  if (/^s3:/i.test(location)) return new S3Blobs(parseS3Location(location, credentials), credentials)
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(location)?.[1]
  if (scheme)
    throw new Error(`Blobs cannot be kept in ${scheme}://: give the path of a folder, or s3://bucket.`)
  if (!location.trim()) throw new Error('No location for blobs: give the path of a folder, or s3://bucket.')
  return new FolderBlobs(location)
}
