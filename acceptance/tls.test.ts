import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type ConnectionOptions, connect } from 'node:tls'
import { runCurl } from './kit/curl.ts'
import { type Home, newHome, type Server } from './kit/server.ts'

let home: Home
let server: Server
let folder: string

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'parley-tls-'))
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert, ...subject],
    {
      stdio: 'ignore',
    },
  )
  home = await newHome()
  server = await home.start(['start', '--demo'], { PARLEY_TLS_CERT: cert, PARLEY_TLS_KEY: key })
})

after(async () => {
  await server?.stop()
  await home?.remove()
  rmSync(folder, { recursive: true, force: true })
})

/** The protocol and cipher that were agreed on, or the code of the refusal. */
function shakeHands(options: ConnectionOptions): Promise<string> {
  const { port } = new URL(server.demo.baseUrl)
  return new Promise(resolve => {
    const socket = connect(
      { host: '127.0.0.1', port: Number(port), rejectUnauthorized: false, ...options },
      () => {
        resolve(`${socket.getProtocol()} ${socket.getCipher().name}`)
        socket.destroy()
      },
    )
    socket.on('error', error => resolve(`refused: ${(error as { code?: string }).code}`))
  })
}

test('the demo is served over HTTPS, and says so', async () => {
  assert.match(server.demo.baseUrl, /^https:/)
  const headers = `-H "User-Agent: AcmePOS/1.5" -H "apikey: ${server.demo.voyado.apiKey}"`
  const count = `${server.demo.baseUrl}/api/v3/contacts/count`
  const answer = await runCurl(`curl --cacert ${join(folder, 'cert.pem')} ${headers} ${count}`)
  assert.deepEqual(answer, { status: 200, body: '36' })
})

test('TLS 1.3 and 1.2 are spoken', async () => {
  assert.match(await shakeHands({ minVersion: 'TLSv1.3' }), /^TLSv1\.3 /)
  assert.match(await shakeHands({ maxVersion: 'TLSv1.2' }), /^TLSv1\.2 /)
})

for (const cipher of [
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-CHACHA20-POLY1305',
  'DHE-RSA-AES128-GCM-SHA256',
  'DHE-RSA-AES256-GCM-SHA384',
]) {
  test(`the vendor's cipher ${cipher} is taken`, async () => {
    assert.equal(await shakeHands({ maxVersion: 'TLSv1.2', ciphers: cipher }), `TLSv1.2 ${cipher}`)
  })
}

test('TLS 1.1 is refused', async () => {
  // The security level lets this client speak it at all.
  const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
  assert.match(await shakeHands(old), /^refused: /)
})

test('a cipher that is not on the list is refused', async () => {
  for (const ciphers of ['AES128-SHA', 'ECDHE-RSA-AES128-SHA', 'AES256-GCM-SHA384']) {
    assert.match(await shakeHands({ maxVersion: 'TLSv1.2', ciphers }), /^refused: /)
  }
})
