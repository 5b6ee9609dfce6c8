/** Encrypts a message for a browser: RFC 8291, which is the content coding aes128gcm of RFC 8188 with one record. */
import { createCipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto'
import type { DeviceKeys } from '../domain/messaging/device.ts'

/** What a push service takes at least (RFC 8030, section 7.2), less what the encryption adds. */
export const mostPlainBytes = 4096 - 103

const recordSize = Buffer.from([0, 0, 0x10, 0])
const lastRecord = Buffer.from([2])

/** What is made up for each message; a test gives that of the standard. */
export interface Ephemeral {
  readonly salt: Buffer
  /** Of the curve P-256. */
  readonly privateKey?: Buffer
}

export function encryptForBrowser(
  plain: Buffer,
  { p256dh, auth }: DeviceKeys,
  { salt, privateKey }: Ephemeral = { salt: randomBytes(16) },
): Buffer {
  const browserKey = Buffer.from(p256dh, 'base64url')
  const ecdh = createECDH('prime256v1')
  if (privateKey) ecdh.setPrivateKey(privateKey)
  else ecdh.generateKeys()
  const ownKey = ecdh.getPublicKey()
  const shared = ecdh.computeSecret(browserKey)
  const keyInfo = Buffer.concat([Buffer.from('WebPush: info\0'), browserKey, ownKey])
  const input = derive(shared, Buffer.from(auth, 'base64url'), keyInfo, 32)
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const cipher = createCipheriv('aes-128-gcm', key, nonce)
  const header = Buffer.concat([salt, recordSize, Buffer.from([ownKey.length]), ownKey])
  return Buffer.concat([
    header,
    cipher.update(plain),
    cipher.update(lastRecord),
    cipher.final(),
    cipher.getAuthTag(),
  ])
}

const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))
