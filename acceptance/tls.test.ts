import { deepEqual, equal, match, rejects } from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { request } from 'node:https'
import { after, before, describe, it } from 'node:test'
import { type ConnectionOptions, connect } from 'node:tls'
import { makeCertificate } from './kit/certificate.ts'
import { type Home, newHome, type Server } from './kit/server.ts'

describe('With a certificate configured', () => {
  let home: Home
  let server: Server
  let ca: Buffer
  before(async () => {
    home = await newHome()
    const { cert, key } = await makeCertificate(home.folder)
    ca = readFileSync(cert)
    server = await home.start(['start', '--demo'], { PARLEY_TLS_CERT: cert, PARLEY_TLS_KEY: key })
  })
  after(() => home.remove())

  /** The version and the cipher that a client of these abilities gets. */
  async function handshake(options: ConnectionOptions) {
    const { hostname, port } = new URL(server.url)
    const socket = connect({ host: hostname, port: Number(port), ca, ...options })
    await once(socket, 'secureConnect')
    const agreed = { version: socket.getProtocol(), cipher: socket.getCipher().standardName }
    socket.destroy()
    return agreed
  }

  it('the server speaks HTTPS and says so in its card, its links and demo.json', async () => {
    match(server.url, /^https:\/\/127\.0\.0\.1:\d+$/)
    equal(server.demo.baseUrl, server.url)
    const { contactId, schemaId } = server.demo.sample
    const body = JSON.stringify({ contactId, schemaId, payload: { name: 'Over TLS' } })
    const call = request(`${server.url}/api/v3/interactions`, {
      method: 'POST',
      ca,
      headers: {
        apikey: server.demo.voyado.apiKey,
        'user-agent': 'ParleyAcceptance/1.0',
        'content-type': 'application/json',
      },
    })
    call.end(body)
    const [answer] = await once(call, 'response')
    equal(answer.statusCode, 200)
    const text: string = (await answer.setEncoding('utf8').toArray()).join('')
    equal(new URL(JSON.parse(text).self.href).origin, server.url)
  })

  it('TLS 1.3 is spoken with whoever can', async () => {
    equal((await handshake({})).version, 'TLSv1.3')
  })

  it('TLS 1.2 is spoken with the ciphers of the vendor', async () => {
    const names = [
      'ECDHE-RSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES256-GCM-SHA384',
      'ECDHE-RSA-CHACHA20-POLY1305',
    ]
    for (const ciphers of names) {
      const { version } = await handshake({ maxVersion: 'TLSv1.2', ciphers })
      equal(version, 'TLSv1.2', ciphers)
    }
    const all = 'DHE-RSA-AES128-GCM-SHA256:DHE-RSA-AES256-GCM-SHA384'
    deepEqual(await handshake({ maxVersion: 'TLSv1.2', ciphers: all }), {
      version: 'TLSv1.2',
      cipher: 'TLS_DHE_RSA_WITH_AES_128_GCM_SHA256',
    })
  })

  it('TLS 1.2 with any other cipher is refused', async () => {
    for (const name of [
      'AES128-SHA',
      'AES128-GCM-SHA256',
      'ECDHE-RSA-AES128-SHA',
      'ECDHE-RSA-AES256-SHA384',
    ]) {
      const ciphers = `${name}:@SECLEVEL=0`
      await rejects(handshake({ maxVersion: 'TLSv1.2', ciphers }), /handshake failure/, name)
    }
  })

  it('TLS 1.1 and 1.0 are refused', async () => {
    for (const version of ['TLSv1.1', 'TLSv1'] as const) {
      const old = { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }
      await rejects(handshake(old), /alert protocol version/, version)
    }
  })

  it('a request without TLS is not answered', async () => {
    await rejects(fetch(server.url.replace('https', 'http')))
  })
})
