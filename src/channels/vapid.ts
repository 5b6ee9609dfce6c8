/** Says to push services who sends: VAPID, RFC 8292. Keys are in base64url, as browsers take them. */
import { createECDH, createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'

export interface VapidKeys {
  /** A point of P-256 in 65 bytes. */
  readonly publicKey: string
  readonly privateKey: string
}

export function newVapidKeys(): VapidKeys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
  const { x, y, d } = privateKey.export({ format: 'jwk' })
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x!, 'base64url'), Buffer.from(y!, 'base64url')])
  return { publicKey: point.toString('base64url'), privateKey: d! }
}

/** The private key, or undefined when the two are no pair of keys of P-256. */
export function readVapidKey({ publicKey, privateKey }: VapidKeys): KeyObject | undefined {
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(Buffer.from(privateKey, 'base64url'))
    const point = ecdh.getPublicKey()
    if (point.toString('base64url') !== publicKey) return undefined
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(half => half.toString('base64url'))
    return createPrivateKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y!, d: privateKey }, format: 'jwk' })
  } catch {
    return undefined
  }
}

const hourMs = 3_600_000
const [validMs, usedMs] = [12 * hourMs, hourMs]
const mostOrigins = 100

/** The header `Authorization` for an address of a push service. A token is used for its service for an hour. */
export function vapidHeaders(keys: VapidKeys, subject: string): (url: string, now: number) => string {
  const key = readVapidKey(keys)!
  const kept = new Map<string, { header: string; until: number }>()
  return (url, now) => {
    const { origin } = new URL(url)
    const found = kept.get(origin)
    if (found && found.until > now) return found.header
    const token = signed({ aud: origin, exp: Math.floor((now + validMs) / 1000), sub: subject }, key)
    const header = `vapid t=${token}, k=${keys.publicKey}`
    if (kept.size >= mostOrigins) kept.clear()
    kept.set(origin, { header, until: now + usedMs })
    return header
  }
}

function signed(claims: object, key: KeyObject): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const text = `${encode({ typ: 'JWT', alg: 'ES256' })}.${encode(claims)}`
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}
