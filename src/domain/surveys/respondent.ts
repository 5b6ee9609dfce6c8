/**
 * Who answers, where the form knows: a JSON Web Token (RFC 7519) signed with HS256 and the survey's secret, by Parley
 * or by the company's own server. It names the contact in one of these claims and should end (`exp`).
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { type KeyKind, keyKinds } from '../contacts/keys.ts'
import { respondentInvalid } from './errors.ts'

export type RespondentClaim = 'contactId' | KeyKind
const claims: readonly RespondentClaim[] = ['contactId', ...keyKinds]

export interface Respondent {
  readonly kind: RespondentClaim
  readonly value: string
}

const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'JWT' })).toString('base64url')
const mostCharacters = 4096

const signatureOf = (secret: string, signed: string) => createHmac('sha256', secret).update(signed).digest()

/** A token for a contact that is good until a time of the machine's clock. */
export function writeRespondent(secret: string, contactId: string, until: Date): string {
  const payload = { contactId, exp: Math.floor(until.getTime() / 1000) }
  const signed = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return `${signed}.${signatureOf(secret, signed).toString('base64url')}`
}

/** Throws `respondent-invalid` unless the secret signed it and its time is not over. `wall` is the machine's time. */
export function readRespondent(secret: string, token: string, wall: Date): Respondent {
  const [head = '', body = '', signature = '', ...more] =
    token.length <= mostCharacters ? token.split('.') : []
  if (more.length > 0 || readPart(head)?.alg !== 'HS256') throw respondentInvalid()
  const [given, right] = [Buffer.from(signature, 'base64url'), signatureOf(secret, `${head}.${body}`)]
  if (given.length !== right.length || !timingSafeEqual(given, right)) throw respondentInvalid()
  const said = readPart(body)
  const seconds = wall.getTime() / 1000
  if (!said || !isInTime(said, seconds)) throw respondentInvalid()
  const kind = claims.find(name => typeof said[name] === 'string')
  if (kind === undefined) throw respondentInvalid()
  return { kind, value: said[kind] as string }
}

function isInTime({ exp, nbf }: Record<string, unknown>, seconds: number): boolean {
  const isOver = exp !== undefined && !(typeof exp === 'number' && seconds < exp)
  const isEarly = nbf !== undefined && !(typeof nbf === 'number' && seconds >= nbf)
  return !isOver && !isEarly
}

function readPart(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
