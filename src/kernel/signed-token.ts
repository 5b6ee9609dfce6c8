/** JSON Web Tokens (RFC 7519) signed with HS256: what they claim is believed of whoever has the secret. */
import { createHmac, timingSafeEqual } from 'node:crypto'

export type Claims = Readonly<Record<string, unknown>>

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
const mostCharacters = 4096

const signatureOf = (secret: string | Buffer, signed: string) =>
  createHmac('sha256', secret).update(signed).digest()

/** A token that is good until a time of the machine's clock. */
export function writeToken(secret: string | Buffer, claims: Claims, until: Date): string {
  const payload = { ...claims, exp: Math.floor(until.getTime() / 1000) }
  const signed = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return `${signed}.${signatureOf(secret, signed).toString('base64url')}`
}

/**
 * What a token claims, in a time that is constant in the signature; undefined unless the secret signed it and its time is
 * not over. `wall` is the machine's time.
 */
export function readToken(secret: string | Buffer, token: string, wall: Date): Claims | undefined {
  const parts = partsOf(token)
  if (!parts || readPart(parts.head)?.alg !== 'HS256') return undefined
  const given = Buffer.from(parts.signature, 'base64url')
  const right = signatureOf(secret, `${parts.head}.${parts.body}`)
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const said = readPart(parts.body)
  return said && isInTime(said, wall.getTime() / 1000) ? said : undefined
}

/** What a token claims before its signature is checked: only to find the secret by which it would be. */
export function readUnchecked(token: string): Claims | undefined {
  const parts = partsOf(token)
  return parts && readPart(parts.body)
}

function partsOf(token: string): { head: string; body: string; signature: string } | undefined {
  const parts = token.length <= mostCharacters ? token.split('.') : []
  const [head = '', body = '', signature = ''] = parts
  return parts.length === 3 ? { head, body, signature } : undefined
}

function isInTime({ exp, nbf }: Claims, seconds: number): boolean {
  const isOver = exp !== undefined && !(typeof exp === 'number' && seconds < exp)
  const isEarly = nbf !== undefined && !(typeof nbf === 'number' && seconds >= nbf)
  return !isOver && !isEarly
}

function readPart(text: string): Claims | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown
    return typeof value === 'object' && value !== null ? (value as Claims) : undefined
  } catch {
    return undefined
  }
}
