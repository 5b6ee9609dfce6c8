/** Passwords: what one must be like, and how it is kept (scrypt, RFC 7914, with its parameters beside it). */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { isStorableText } from '../../kernel/storable.ts'
import { passwordWeak } from './errors.ts'

const shortest = 10
const longest = 200

/** As strong as OWASP's N=2^17, p=1, in a quarter of the memory: 32 MiB. */
const cost = { N: 2 ** 15, r: 8, p: 3 }
const keyLength = 32
/** More than any parameters need that were ever used here. */
const maxmem = 128 * 2 ** 20

/** Throws `password-weak`. */
export function requireStrong(password: string, email: string): void {
  const { length } = [...password]
  if (length < shortest) throw passwordWeak(`It has fewer than ${shortest} characters.`)
  if (length > longest) throw passwordWeak(`It has more than ${longest} characters.`)
  if (!isStorableText(password)) throw passwordWeak('It is not well-formed text.')
  if (password.toLowerCase() === email) throw passwordWeak('It is the e-mail address.')
  if (new Set(password).size < 4) throw passwordWeak('It has hardly any different characters.')
}

/** Takes a quarter of a second of another thread. Never in a transaction. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, cost)
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join(':')
}

/** Takes as long when there is no hash to compare with as when there is one. */
export async function isPassword(password: string, hash: string | null | undefined): Promise<boolean> {
  const { salt, key, ...parameters } = read(hash ?? nobodys)
  const derived = await derive(password.slice(0, 2 * longest), salt, parameters)
  return timingSafeEqual(derived, key) && hash !== null && hash !== undefined
}

/** Whether it was made with other parameters than new ones are. */
export function isOutdated(hash: string): boolean {
  const { N, r, p } = read(hash)
  return N !== cost.N || r !== cost.r || p !== cost.p
}

/** 120 random bits in characters that nobody confuses. */
export function newPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789'
  const characters = [...randomBytes(24)].map(byte => alphabet[byte % alphabet.length]!)
  return [0, 6, 12, 18].map(start => characters.slice(start, start + 6).join('')).join('-')
}

const nobodys = `scrypt:${cost.N}:${cost.r}:${cost.p}:${'A'.repeat(22)}:${'A'.repeat(43)}`

function read(hash: string) {
  const [, N, r, p, salt = '', key = ''] = hash.split(':')
  return {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }
}

/** In one of the Unicode forms, so that it does not matter which keyboard typed it. */
function derive(password: string, salt: Buffer, parameters: ScryptOptions): Promise<Buffer> {
  const { N, r, p } = parameters
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p, maxmem } as ScryptOptions, (error, key) =>
      error ? reject(error) : resolve(key),
    ),
  )
}
