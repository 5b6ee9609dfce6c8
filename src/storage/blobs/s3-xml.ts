/**
 * The little that is read of S3's XML. Its elements are flat, without attributes or CDATA, and the keys that are ours
 * have only safe characters, so a pattern is enough; others' keys in the bucket are decoded and then passed over.
 */

/** S3's error code, or empty when the text is not S3's. Only a code of S3's own form: the rest may be anything. */
export function errorCode(xml: string): string {
  if (!/<Error[\s>]/.test(xml)) return ''
  return /<Code>([A-Za-z0-9.]{1,100})<\/Code>/.exec(xml)?.[1] ?? ''
}

export interface ListedPage {
  readonly keys: string[]
  readonly next: string | undefined
}

/** A page of ListObjectsV2, or undefined when the text is not one. */
export function listedPage(xml: string): ListedPage | undefined {
  if (!/<ListBucketResult[\s>]/.test(xml) || !xml.includes('</ListBucketResult>')) return undefined
  const keys = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => decode(key!))
  const truncated = /<IsTruncated>\s*true\s*<\/IsTruncated>/.test(xml)
  const token = /<NextContinuationToken>([^<]+)<\/NextContinuationToken>/.exec(xml)?.[1]
  if (truncated && !token) return undefined
  return { keys, next: truncated && token ? decode(token) : undefined }
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** One pass, so that `&amp;lt;` stays `&lt;`. */
function decode(text: string) {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[name.toLowerCase()] ?? whole
      const point = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole
    },
  )
}
