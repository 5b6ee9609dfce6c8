import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { after, test } from 'node:test'
import { startReceiver } from '../../test/kit/webhooks.ts'
import { createPoster, type PostOptions } from './webhook-post.ts'

const receiver = await startReceiver()
after(() => receiver.close())
const { port } = new URL(receiver.url)

async function post(url: string, options: Partial<PostOptions> = {}) {
  const poster = createPoster({ timeoutMs: 2000, allowPrivate: false, ...options })
  const answer = await poster.post(
    new URL(url),
    { 'content-type': 'application/json', 'webhook-id': 'm' },
    '{}',
  )
  await poster.close()
  return answer
}

type Tell = (error: Error | null, found: LookupAddress[]) => void

for (const host of ['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '0.0.0.0', '0x7f.1', '169.254.169.254'])
  for (const protocol of ['http', 'https'])
    test(`${protocol}://${host} is not connected to`, async () => {
      const before = receiver.connections()
      const { status, problem } = await post(`${protocol}://${host}:${port}/`)
      assert.equal(status, null)
      assert.match(
        problem ?? '',
        /is not a public address; PARLEY_WEBHOOKS_PRIVATE and PARLEY_PROVIDERS_PRIVATE admit others$/,
      )
      assert.equal(receiver.connections(), before)
    })

test('nor is a name that leads there', async () => {
  const before = receiver.connections()
  const { problem } = await post(`http://localhost:${port}/`)
  assert.match(problem ?? '', /^localhost is not a public address/)
  assert.equal(receiver.connections(), before)
})

test('nor is a name that leads elsewhere when it is first asked for', async () => {
  const before = receiver.connections()
  let asked = 0
  const rebinding = (_host: string, tell: Tell) => {
    asked++
    tell(null, [{ address: asked === 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }])
  }
  for (let round = 0; round < 3; round++) {
    const { problem } = await post(`http://rebind.example:${port}/`, { resolve: rebinding })
    assert.match(problem ?? '', /^rebind\.example is not a public address/)
  }
  assert.equal(asked, 3, 'one look-up for each connection, and it is the one that is checked')
  assert.equal(receiver.connections(), before)
})

test('of a name with several addresses the private ones are not tried', async () => {
  const before = receiver.connections()
  const mixed = (_host: string, tell: Tell) =>
    tell(null, [
      { address: '127.0.0.1', family: 4 },
      { address: '::1', family: 6 },
    ])
  const { problem } = await post(`http://mixed.example:${port}/`, { resolve: mixed })
  assert.match(problem ?? '', /^mixed\.example is not a public address/)
  assert.equal(receiver.connections(), before)
})

test('a name that does not resolve, or never answers, is a failure', async () => {
  const missing = (_host: string, tell: Tell) =>
    tell(Object.assign(new Error('getaddrinfo ENOTFOUND shop.example'), { code: 'ENOTFOUND' }), [])
  assert.match((await post('http://shop.example/', { resolve: missing })).problem ?? '', /ENOTFOUND/)
  const silent = () => {}
  const { problem } = await post('http://shop.example/', { resolve: silent, timeoutMs: 200 })
  assert.match(problem ?? '', /^no whole answer within 0\.2 s$/)
})

test('what an operator allows is reached', async () => {
  const { status, problem } = await post(receiver.url, { allowPrivate: true })
  assert.deepEqual([status, problem], [200, null])
})
