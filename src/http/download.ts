import type { Readable } from 'node:stream'
import type { Reply } from './operation.ts'

export interface Download {
  readonly fileName: string
  readonly fileType: string
  readonly fileSize?: number
  readonly bytes: Readable
}

/** A file to be saved. It came from anyone, so no browser is to show it or to guess what it is. */
export function toDownload({ fileName, fileType, fileSize, bytes }: Download): Reply {
  return {
    status: 200,
    stream: bytes,
    headers: {
      'content-type': fileType,
      'content-disposition': dispositionOf(fileName),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, no-store',
      ...(fileSize !== undefined && { 'content-length': String(fileSize) }),
    },
  }
}

/** RFC 6266: the name in ASCII for old programs, and as it is (RFC 8187). */
function dispositionOf(fileName: string): string {
  const plain = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(fileName).replaceAll(/['()*]/g, c => `%${c.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`
}
