/** Bearer tokens of a service account, as Google gives them for a signed claim (RFC 7523). */
import { createPrivateKey, sign } from 'node:crypto'
import type { HttpClient } from './guarded-fetch.ts'

export interface ServiceAccount {
  readonly client_email: string
  /** PEM. */
  readonly private_key: string
  readonly token_uri?: string
}

const defaultTokenUri = 'https://oauth2.googleapis.com/token'
const scope = 'https://www.googleapis.com/auth/firebase.messaging'
const hourSeconds = 3600
const earlyMs = 5 * 60_000

export function isServiceAccount(value: unknown): value is ServiceAccount {
  if (typeof value !== 'object' || value === null) return false
  const {
    client_email: email,
    private_key: key,
    token_uri: uri = defaultTokenUri,
  } = value as Record<string, unknown>
  if (typeof email !== 'string' || typeof key !== 'string' || typeof uri !== 'string' || !URL.canParse(uri))
    return false
  try {
    return createPrivateKey(key).asymmetricKeyType === 'rsa'
  } catch {
    return false
  }
}

/** Gives a token, which is asked for again before it runs out. Rejects when none is given. */
export function tokensOf(account: ServiceAccount, client: HttpClient): () => Promise<string> {
  const uri = account.token_uri ?? defaultTokenUri
  const key = createPrivateKey(account.private_key)
  let current: { token: Promise<string>; until: number } | undefined

  async function ask(seconds: number): Promise<string> {
    const claims = { iss: account.client_email, scope, aud: uri, iat: seconds, exp: seconds + hourSeconds }
    const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
    const assertion = `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
    const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await client.send(uri, 'POST', headers, form.toString())
    const { access_token: token } = answer.status === 200 ? JSON.parse(answer.text) : {}
    if (typeof token !== 'string') throw new Error(`no token: ${answer.status} ${answer.text.slice(0, 200)}`)
    return token
  }

  return () => {
    const now = Date.now()
    if (current && current.until > now) return current.token
    const fresh = { token: ask(Math.floor(now / 1000)), until: now + hourSeconds * 1000 - earlyMs }
    current = fresh
    fresh.token.catch(() => {
      if (current === fresh) current = undefined
    })
    return fresh.token
  }
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
