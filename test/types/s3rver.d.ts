/** s3rver 3.7 has no types of its own. Only what `s3-test-server.ts` uses. */
declare module 's3rver' {
  import type { RequestListener } from 'node:http'

  interface StoredObject {
    readonly bucket: string
    readonly key: string
    readonly content: AsyncIterable<Buffer> | Buffer
  }

  interface ReadObject {
    readonly size: number
    readonly range?: object
    readonly content: { destroy(): unknown } | null
  }

  interface Store {
    putObject(object: StoredObject): Promise<{ size: number; md5: string }>
    getObject(bucket: string, key: string, options: object): Promise<ReadObject | null>
    getResourcePath(bucket: string, key: string, resource: string): string
  }

  export default class S3rver {
    constructor(options: {
      directory: string
      silent?: boolean
      configureBuckets?: readonly { name: string }[]
    })
    readonly store: Store
    configureBuckets(): Promise<unknown>
    callback(): RequestListener
  }
}
