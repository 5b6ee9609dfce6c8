/**
 * Signatures as Standard Webhooks (https://www.standardwebhooks.com) and Svix have them: HMAC-SHA256 with the bytes of
 * the secret over `{id}.{timestamp}.{body}`, in base64.
 */
import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

const prefix = 'whsec_'

/** A new secret: 256 random bits. */
export function newSigningSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/** The key in a secret of 24 to 64 bytes, with or without its prefix; undefined for any other text. */
export function readSigningSecret(secret: string): KeyObject | undefined {
  const text = secret.startsWith(prefix) ? secret.slice(prefix.length) : secret
  if (!/^[A-Za-z0-9+/]{32,88}={0,2}$/.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64')
  return bytes.length >= 24 && bytes.length <= 64 ? createSecretKey(bytes) : undefined
}

/** The value of the header: one signature for each key, the newest first. */
export function sign(
  keys: readonly KeyObject[],
  messageId: string,
  unixSeconds: number,
  body: string,
): string {
  return keys
    .map(
      key => `v1,${createHmac('sha256', key).update(`${messageId}.${unixSeconds}.${body}`).digest('base64')}`,
    )
    .join(' ')
}
