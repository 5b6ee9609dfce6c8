/**
 * Links that lead through this server: opened, clicked, unsubscribe. Each names its send and is signed with a key of the
 * tenant, so that nobody can make one up, and none leads anywhere but where its message did.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type LinkKind = 'open' | 'click' | 'unsubscribe' | 'report'

export interface LinkTarget {
  readonly tenantId: string
  /** Of a link for reports it is the provider's id. */
  readonly sendId: string
}

const bytesOf = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')

function idOf(bytes: Buffer): string {
  const hex = bytes.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const signatureOf = (key: Buffer, kind: LinkKind, ids: Buffer, url: string) =>
  createHmac('sha256', key).update(kind).update(ids).update(url).digest().subarray(0, 16)

/** The token of a link. The address that a click leads to is signed with it. */
export function writeLink(key: Buffer, kind: LinkKind, { tenantId, sendId }: LinkTarget, url = ''): string {
  const ids = Buffer.concat([bytesOf(tenantId), bytesOf(sendId)])
  return Buffer.concat([ids, signatureOf(key, kind, ids, url)]).toString('base64url')
}

/** Whom a token names, before its signature is checked; undefined when it is none of ours. */
export function readLink(token: string): LinkTarget | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return undefined
  const bytes = Buffer.from(token, 'base64url')
  return { tenantId: idOf(bytes.subarray(0, 16)), sendId: idOf(bytes.subarray(16, 32)) }
}

export function isGenuine(key: Buffer, kind: LinkKind, token: string, url = ''): boolean {
  const bytes = Buffer.from(token, 'base64url')
  return timingSafeEqual(bytes.subarray(32), signatureOf(key, kind, bytes.subarray(0, 32), url))
}

/** Where links of a server lead: below its public address. */
export const linkAddress = (publicUrl: string, kind: LinkKind, token: string) =>
  `${publicUrl}/parley/v1/m/${kind}/${token}`

const tracked = /\/parley\/v1\/m\/click\/[A-Za-z0-9_-]+\?u=([^&]*)$/

/** Where an address leads in the end, when it is one of ours that is followed. */
export function urlBehind(url: string): string {
  const [, behind] = tracked.exec(url) ?? []
  try {
    return behind === undefined ? url : decodeURIComponent(behind)
  } catch {
    return url
  }
}

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&#34;': '"', '&quot;': '"', '&#39;': "'" }

/** Leads the links of an HTML through `toLink`. Only those of `a`, and only to http and https. */
export function rewriteLinks(html: string, toLink: (url: string) => string): string {
  return html.replace(/<a\s[^<>]*>/gi, tag =>
    tag.replace(
      /(\shref\s*=\s*)(?:"(https?:\/\/[^"]*)"|'(https?:\/\/[^']*)')/i,
      (_, name, double, single) => {
        const written: string = double ?? single
        const url = written.replace(/&(?:amp|#34|quot|#39);/g, entity => entities[entity]!)
        return `${name}"${toLink(url).replaceAll('&', '&amp;')}"`
      },
    ),
  )
}

/** Leads the addresses that stand in a text through `toLink`. A sign that ends a sentence is none of the address. */
export function rewriteAddresses(text: string, toLink: (url: string) => string): string {
  return text.replace(/\bhttps?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}*_~]/gi, url =>
    URL.canParse(url) ? toLink(url) : url,
  )
}

/** Puts an invisible picture at the end of an HTML. */
export function addPixel(html: string, url: string): string {
  const pixel = `<img src="${url}" width="1" height="1" alt="" style="display:none">`
  const end = html.toLowerCase().lastIndexOf('</body>')
  return end < 0 ? html + pixel : html.slice(0, end) + pixel + html.slice(end)
}
