/** For tests: what a browser does with push messages, by RFC 8291, and what a push service checks, by RFC 8292. */
import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { DeviceKeys } from '../../src/domain/messaging/device.ts'

export interface Browser {
  readonly keys: DeviceKeys
  decrypt(body: Buffer): string
}

export function newBrowser(privateKey?: Buffer, auth = randomBytes(16)): Browser {
  const ecdh = createECDH('prime256v1')
  if (privateKey) ecdh.setPrivateKey(privateKey)
  else ecdh.generateKeys()
  const own = ecdh.getPublicKey()
  return {
    keys: { p256dh: own.toString('base64url'), auth: auth.toString('base64url') },
    decrypt(body) {
      const [salt, size, keyLength] = [body.subarray(0, 16), body.readUInt32BE(16), body[20]!]
      assert.ok(body.length - 21 - keyLength <= size)
      const sender = body.subarray(21, 21 + keyLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), own, sender])
      const input = Buffer.from(hkdfSync('sha256', ecdh.computeSecret(sender), auth, info, 32))
      const derive = (label: string, length: number) =>
        Buffer.from(hkdfSync('sha256', input, salt, Buffer.from(`Content-Encoding: ${label}\0`), length))
      const sealed = body.subarray(21 + keyLength)
      const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const plain = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()])
      const end = plain.lastIndexOf(2) // the delimiter of the last record; zeros after it are padding
      return plain.subarray(0, end).toString()
    },
  }
}

/** The claims of `Authorization: vapid t=…, k=…`, once its signature is found to be that of the key. */
export function checkVapid(header: string): {
  key: string
  claims: { aud: string; exp: number; sub: string }
} {
  const [, token, key] = /^vapid t=([^,]+), k=(.+)$/.exec(header)!
  const [head, claims, signature] = token!.split('.') as [string, string, string]
  const point = Buffer.from(key!, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(half => half.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
  const text = Buffer.from(`${head}.${claims}`)
  const dsaEncoding = 'ieee-p1363'
  assert.ok(verify('sha256', text, { key: publicKey, dsaEncoding }, Buffer.from(signature, 'base64url')))
  return { key: key!, claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) }
}
