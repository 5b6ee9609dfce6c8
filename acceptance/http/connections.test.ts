import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { listIds, newContact, postInteraction } from '../kit/interactions.ts'
import { openRaw } from '../kit/raw-connection.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { beginPost } from '../kit/unfinished-post.ts'

describe('Connections', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start(['start', '--demo'], { PARLEY_RATE_LIMITS: 'off' })
  })
  after(() => home.remove())

  it('that send what is not HTTP are told so in JSON and closed', async () => {
    const garbage = [
      'GARBAGE\r\n\r\n',
      'GET /api/v3/contacts/count HTTP/9.9\r\nHost: x\r\n\r\n',
      'GET /api/v3/contacts/count HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n',
      'POST /api/v3/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
      'POST /api/v3/interactions HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n',
      `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nHost: x\r\n\r\n`,
      '\u0016\u0003\u0001 a TLS hello\r\n\r\n',
    ]
    for (const bytes of garbage) {
      const connection = await openRaw(server.url)
      connection.send(bytes)
      const answer = await connection.end()
      match(answer, /^HTTP\/1\.1 4\d\d /, bytes.slice(0, 60))
      const { message } = JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
      ok(message.length > 0)
    }
    equal((await server.call('GET', '/health/live')).status, 200)
  })

  it('that are slow do not hold up the others, and are answered when they have finished', async () => {
    const slow = await Promise.all(Array.from({ length: 50 }, () => beginPost(server)))
    equal((await server.call('GET', '/api/v3/contacts/count')).status, 200)
    await postInteraction(server, 'Quick')
    for (const connection of slow) connection.finish()
    await Promise.all(slow.map(connection => connection.hear('HTTP/1.1 200 OK')))
    for (const { socket } of slow) socket.destroy()
  })

  it('may be a hundred at once, and each request is done once', async () => {
    const contactId = await newContact(server)
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, number) => postInteraction(server, `Number ${number}`, contactId)),
    )
    equal(new Set(ids).size, 100)
    deepEqual((await listIds(server, contactId)).sort(), ids.sort())
  })

  it('serve one request after another, also when they are sent at once', async () => {
    const connection = await openRaw(server.url)
    const request = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`
    connection.send(request('/health/live') + request('/api/v3/contacts/count') + request('/health/live'))
    connection.send('GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    const statuses = [...(await connection.end()).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)
    deepEqual(statuses, ['200', '401', '200', '200'])
  })

  it('from a browser page elsewhere get no leave to read the answer', async () => {
    const asPage = { origin: 'https://evil.example', 'access-control-request-method': 'POST' }
    for (const method of ['OPTIONS', 'GET']) {
      const answer = await server.call(method, '/api/v3/contacts/count', undefined, asPage)
      const names = [...answer.headers.keys()].filter(name => name.startsWith('access-control'))
      deepEqual(names, [], method)
    }
  })
})
