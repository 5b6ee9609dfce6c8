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
/** After so much of its time a token is asked for anew. */
const usedShare = 0.9

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

export interface Tokens {
  /** A token, which is asked for anew before it runs out. Rejects when none is given. */
  give(): Promise<string>
  /** One that was refused is not given again. */
  forget(token: string): void
}

interface Given {
  readonly answer: Promise<string>
  token?: string
  until: number
}

export function tokensOf(account: ServiceAccount, client: HttpClient): Tokens {
  const uri = account.token_uri ?? defaultTokenUri
  const key = createPrivateKey(account.private_key)
  let current: Given | undefined

  async function ask(now: number): Promise<{ token: string; until: number }> {
    const seconds = Math.floor(now / 1000)
    const claims = { iss: account.client_email, scope, aud: uri, iat: seconds, exp: seconds + hourSeconds }
    const text = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded(claims)}`
    const assertion = `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`
    const form = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await client.send(uri, 'POST', headers, form.toString())
    const { access_token: token, expires_in: lasts } = answer.status === 200 ? JSON.parse(answer.text) : {}
    if (typeof token !== 'string') throw new Error(`no token: ${answer.status} ${answer.text.slice(0, 200)}`)
    const lifetime = typeof lasts === 'number' ? lasts : hourSeconds
    return { token, until: now + lifetime * 1000 * usedShare }
  }

  function renew(): Given {
    const fresh: Given = {
      until: Number.POSITIVE_INFINITY,
      answer: ask(Date.now()).then(({ token, until }) => {
        Object.assign(fresh, { token, until })
        return token
      }),
    }
    fresh.answer.catch(() => {
      if (current === fresh) current = undefined
    })
    return fresh
  }

  return {
    give() {
      if (!current || current.until <= Date.now()) current = renew()
      return current.answer
    },
    forget(token) {
      if (current?.token === token) current = undefined
    },
  }
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
