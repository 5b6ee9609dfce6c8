import { equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

describe('Keys made while a server runs', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  async function statusWith(apikey: string, method = 'GET') {
    const { contactId, schemaId } = server.demo.sample
    const body = method === 'POST' ? { contactId, schemaId, payload: { name: 'By a new key' } } : undefined
    const path = method === 'POST' ? '/api/v3/interactions' : '/api/v3/contacts/count'
    return (await server.call(method, path, body, { apikey })).status
  }
  const withinASecond = (status: number, secret: string) =>
    until(`the key gets ${status}`, async () => (await statusWith(secret)) === status, 1000)

  async function create(...options: string[]): Promise<{ id: string; secret: string }> {
    const { code, stdout } = await home.parley(['key', 'create', 'acme', '--json', ...options])
    equal(code, 0)
    return JSON.parse(stdout)
  }
  const list = async () => JSON.parse((await home.parley(['key', 'list', 'acme', '--json'])).stdout)

  it('work within a second, and the secret is shown this once only', async () => {
    const { code, stdout } = await home.parley(['key', 'create', 'acme', '--name', 'Till 7'])
    equal(code, 0)
    const [, secret = '', id = ''] =
      /^(\S+)\n\nKey (\S+)\. The secret is not shown again\.\n$/.exec(stdout) ?? []
    await withinASecond(200, secret)
    const shown = await home.parley(['key', 'list', 'acme'])
    match(shown.stdout, new RegExp(`^${id} +live +voyado +Till 7$`, 'm'))
    ok(!shown.stdout.includes(secret))
    ok(!JSON.stringify(await list()).includes(secret))
  })

  it('with --scope do that and no more', async () => {
    const { secret } = await create('--scope', 'contacts:read', '--scope', 'interactions:read')
    await withinASecond(200, secret)
    equal(await statusWith(secret, 'POST'), 403)
    const writer = await create('--scope', 'interactions:*')
    await withinASecond(403, writer.secret)
    equal(await statusWith(writer.secret, 'POST'), 200)
    const mistyped = await home.parley(['key', 'create', 'acme', '--scope', 'interaction:write'])
    equal(mistyped.code, 1)
    match(mistyped.stderr, /interaction:write is no scope of the dialect voyado/)
  })

  it('with --ip work from there only', async () => {
    const { secret: near } = await create('--ip', '127.0.0.0/8,::1')
    const { secret: far } = await create('--ip', '192.0.2.0/24,2001:db8::/32')
    await withinASecond(200, near)
    await withinASecond(403, far)
  })

  it('with --expires work until then', async () => {
    const { secret: later } = await create('--expires', '90d')
    const until = new Date(Date.now() + 10_000).toISOString()
    const { secret } = await create('--expires', until)
    await withinASecond(200, secret)
    await untilRefused(secret)
    ok(Date.now() >= Date.parse(until))
    equal(await statusWith(later), 200)
  })
  const untilRefused = (secret: string) =>
    until('the key has expired', async () => (await statusWith(secret)) === 401, 20_000)

  it('are refused within a second after they are revoked', async () => {
    const { id, secret } = await create()
    await withinASecond(200, secret)
    equal((await home.parley(['key', 'revoke', 'acme', id])).code, 0)
    await withinASecond(401, secret)
    ok((await list()).find((key: { id: string }) => key.id === id).revokedAt)
  })

  it('rotated without --grace end at once; with it, old and new work side by side', async () => {
    const rotate = async (id: string, ...options: string[]) =>
      JSON.parse((await home.parley(['key', 'rotate', 'acme', id, '--json', ...options])).stdout)
    const first = await create('--scope', 'contacts:read')
    await withinASecond(200, first.secret)

    const second = await rotate(first.id)
    await withinASecond(401, first.secret)
    await withinASecond(200, second.secret)
    equal(await statusWith(second.secret, 'POST'), 403)

    const third = await rotate(second.id, '--grace', '1')
    await withinASecond(200, third.secret)
    equal(await statusWith(second.secret), 200)
  })

  it('are listed with the systems that call with them', async () => {
    const { id, secret } = await create('--name', 'Web shop')
    await withinASecond(200, secret)
    await server.call('GET', '/api/v3/contacts/count', undefined, {
      apikey: secret,
      'user-agent': 'a browser',
    })
    await until('the use is written down', async () => {
      const { usedBy } = (await list()).find((key: { id: string }) => key.id === id)
      return usedBy.length === 2
    })
    const { stdout } = await home.parley(['key', 'list', 'acme'])
    match(stdout, /ParleyAcceptance\/1\.0 {2}v3 {2}\d+ requests/)
    match(stdout, /a browser {2}v3 {2}1 requests, 0 refused, last \S+ {2}\(not System\/Version\)/)
  })

  it('of another tenant are not opened by this one, and the other way round', async () => {
    equal((await home.parley(['tenant', 'create', 'other'])).code, 0)
    const { code, stdout } = await home.parley(['key', 'create', 'other', '--json'])
    equal(code, 0)
    const { id, secret } = JSON.parse(stdout)
    await withinASecond(200, secret)
    const { contactId } = server.demo.sample
    const stranger = await server.call('GET', `/api/v3/contacts/${contactId}`, undefined, { apikey: secret })
    equal(stranger.status, 404)
    const wrong = await home.parley(['key', 'revoke', 'acme', id])
    equal(wrong.code, 1)
    match(wrong.stderr, /^parley: [^\n]+\n$/)
  })
})
