/**
 * Where whole files live that do not belong in a row: recordings, exports, imports, attachments. A blob is written once
 * as a whole and read as a whole or by range. There are two places: a folder (`folder-blobs.ts`) and a bucket
 * (`s3-blobs.ts`); one suite of tests holds both to the promises below.
 *
 * A key is `tenant/kind/name`; `blob-key.ts` says what it may be made of. Every method refuses another key with
 * `InvalidBlobKey`.
 */
export interface BlobStore {
  /**
   * Durable when it resolves; after a failure it may have been put or not. Replaces: a reader sees the old value or the
   * new one, never a part. Of two at once, one stays whole.
   */
  put(key: string, bytes: Uint8Array): Promise<void>

  /** Undefined when there is no such blob. */
  get(key: string): Promise<Buffer | undefined>

  /**
   * Up to `length` (at least 1) bytes from `offset`: fewer where the blob ends sooner, none at or after its end, and
   * undefined when there is no such blob.
   */
  getRange(key: string, offset: number, length: number): Promise<Buffer | undefined>

  /** No error when there is none, so that it may be repeated. */
  delete(key: string): Promise<void>

  /**
   * The keys that begin with the prefix, which may end within a segment (`acme/exports/2026-`) and may be empty. In no
   * particular order. A key that is put or deleted meanwhile may or may not be among them.
   */
  list(prefix: string): AsyncIterable<string>

  /** Writes, reads and deletes a small blob; throws an Error that says which of these failed, and why. */
  check(): Promise<void>

  /** The place in words, for `parley doctor` and the log. Holds no secrets. */
  readonly describe: string
}
