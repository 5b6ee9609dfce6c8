import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { runCurl } from '../kit/curl.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const queued = { response: { status: 'queued' } }
const refusal = (message: string) => ({ response: { message, status: 'error' } })

describe('A client written for WebEngage', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  const place = (path: string, version = 'v1') =>
    `/${version}/accounts/${server.demo.webengage.licenseCode}${path}`
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    server.call(method, path, body, {
      apikey: '',
      authorization: `Bearer ${server.demo.webengage.apiKey}`,
      ...headers,
    })
  const post = (path: string, body: unknown, headers?: Record<string, string>) =>
    call('POST', place(path), body, headers)
  const own = async (method: string, path: string, body?: unknown) => {
    const authorization = `Bearer ${server.demo.parley.apiKey}`
    const answer = await server.call(method, `/parley/v1${path}`, body, { apikey: '', authorization })
    ok(answer.ok, `${method} ${path}: ${answer.status}`)
    // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
    return answer.status === 204 ? undefined : ((await answer.json()) as any)
  }
  /** What is kept of a user. */
  async function keptOf(userId: string): Promise<Readonly<Record<string, unknown>>> {
    const copy = await post('/opengdpr_requests', {
      subject_request_id: crypto.randomUUID(),
      subject_request_type: 'portability',
      subject_identities: [{ identity_type: 'cuid', identity_value: userId }],
    })
    equal(copy.status, 201)
    return ((await copy.json()) as { data: Readonly<Record<string, unknown>> }).data
  }
  const setSettings = (settings: object) => own('PATCH', '/tenant', { settings })
  async function json(...args: string[]) {
    const { code, stdout, stderr } = await home.parley([...args, '--json'])
    equal(code, 0, stderr)
    return JSON.parse(stdout)
  }

  it('is served the example of the seed as it stands there, but for the host', async () => {
    const { apiKey } = server.demo.webengage
    const { status, body } = await runCurl(`curl -X POST ${server.url}${place('/users')} \\
--header 'Authorization: Bearer ${apiKey}' \\
--header 'Content-Type: application/json' \\
--data '{
"userId": "johndoe21#",
"firstName": "John",
"lastName": "Doe"
}'`)
    deepEqual([status, JSON.parse(body)], [201, queued])
    equal((await keptOf('johndoe21#')).lastName, 'Doe')
  })

  it('is refused with a wrong key, a wrong license code or at a wrong place', async () => {
    const wrongKeys = [
      { authorization: '' },
      { authorization: 'Bearer f414139' },
      { authorization: 'Basic x' },
    ]
    for (const headers of wrongKeys) {
      const answer = await post('/users', { userId: 'u' }, headers)
      deepEqual([answer.status, await answer.json()], [401, refusal('Unauthorized')])
    }
    for (const path of ['/v1/accounts/va1w264d/users', '/v1/accounts/users', place('/customers')]) {
      const answer = await call('POST', path, { userId: 'u' })
      deepEqual([answer.status, await answer.json()], [404, refusal('Not Found')], path)
    }
    const lower = await post(
      '/users',
      { userId: 'u' },
      { authorization: `bearer ${server.demo.webengage.apiKey}` },
    )
    equal(lower.status, 201)
  })

  it('is told its limit with every answer, and refused past it', async () => {
    await setSettings({ transactionsPerMinute: 2 })
    const send = () => call('POST', place('/experiments/none/transaction', 'v2'), { userId: 'u' })
    const seen = async () => {
      const { status, headers } = await send()
      return [status, headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]
    }
    // Within one minute of the calendar, whenever the test runs.
    await until(
      'three requests fall into one minute',
      async () => {
        const three = [await seen(), await seen(), await seen()]
        return (
          JSON.stringify(three) ===
          JSON.stringify([
            [404, '2', '1'],
            [404, '2', '0'],
            [429, '2', '0'],
          ])
        )
      },
      70_000,
    )
    const { status, headers } = await send()
    const isRefused = status === 429
    ok(!isRefused || Number(headers.get('retry-after')) <= 60)
    await setSettings({ transactionsPerMinute: null })
  })

  it('gets XML of every kind of answer when it asks for it, and refusals in JSON', async () => {
    const user = { userId: 'u' }
    const event = { ...user, eventName: 'Seen' }
    const request = {
      subject_request_id: crypto.randomUUID(),
      subject_request_type: 'restriction',
      subject_identities: [{ identity_type: 'cuid', identity_value: 'u' }],
    }
    for (const [path, body] of [
      ['/users', user],
      ['/events', event],
      ['/bulk-users', { users: [user] }],
      ['/bulk-events', { events: [event] }],
    ] as const) {
      const answer = await post(`${path}?format=xml`, body)
      equal(answer.headers.get('content-type'), 'application/xml;charset=UTF-8')
      match(
        await answer.text(),
        /^<\?xml version="1.0" encoding="UTF-8"\?>\n<response><status>queued<\/status>/,
      )
    }
    const asked = await post('/opengdpr_requests?format=xml', request)
    match(await asked.text(), /<subject_request_type>restriction<\/subject_request_type>/)
    const found = await post('/feedbacks/searches?format=xml', {})
    match(await found.text(), /<data>.*<pageNo>.*<contents\/?>.*<message>success<\/message>/)
    const broken = await post('/users?format=xml', {})
    deepEqual(await broken.json(), refusal('Error: userId and anonymousId cannot be empty.'))
  })

  it('is served once under a request id, also by a server that was started anew', async () => {
    const headers = { 'x-request-id': '9f3c0ab17d' }
    const send = (firstName: string) => post('/users', { userId: 'once', firstName }, headers)
    equal((await send('One')).status, 201)
    await server.stop('SIGKILL')
    server = await home.start()
    const again = await send('Two')
    deepEqual([again.status, await again.json()], [201, queued])
    equal((await keptOf('once')).firstName, 'One')
  })

  it('has a key of a person or of a service account that ends with them, within a second', async () => {
    const statusOf = async (secret: string) =>
      (await post('/users', { userId: 'u' }, { authorization: `Bearer ${secret}` })).status
    const becomes = (secret: string, status: number) =>
      until(`the key gets ${status}`, async () => (await statusOf(secret)) === status, 5000)
    const create = (owner: string) =>
      json('key', 'create', 'acme', '--dialect', 'webengage', '--owner', owner)
    await json('person', 'create', 'acme', '--email', 'kim@shop.example', '--role', 'admin')
    const { secret, id } = await create('kim@shop.example')
    await becomes(secret, 201)
    const listed = await home.parley(['key', 'list', 'acme'])
    match(listed.stdout, new RegExp(`^${id} .* of kim@shop.example$`, 'm'))
    await json('person', 'role', 'acme', 'kim@shop.example', 'viewer')
    await becomes(secret, 401)
    await json('person', 'role', 'acme', 'kim@shop.example', 'admin')
    await becomes(secret, 201)
    await json('person', 'remove', 'acme', 'kim@shop.example')
    await becomes(secret, 401)

    await json('service-account', 'create', 'acme', 'Till', '--role', 'data-ingestion')
    const till = await create('Till')
    await becomes(till.secret, 201)
    const [account] = await json('service-account', 'list', 'acme')
    await own('PATCH', `/service-accounts/${account.id}`, { isDisabled: true })
    await becomes(till.secret, 401)
    await json('service-account', 'remove', 'acme', 'Till')
    const nobody = await home.parley(['key', 'create', 'acme', '--dialect', 'webengage', '--owner', 'Till'])
    deepEqual([nobody.code, nobody.stdout], [1, ''])
    match(nobody.stderr, /no person or service account Till/)
  })

  it('cannot break the server, whatever it sends', async () => {
    const deep = `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`
    const odd = [
      '',
      '{',
      'null',
      '[1]',
      '"x"',
      deep,
      '{"userId":"a\\u0000b"}',
      '{"userId":1e999}',
      'userId=u',
    ]
    for (const body of odd)
      for (const path of ['/users', '/events', '/bulk-users', '/bulk-events', '/opengdpr_requests']) {
        const answer = await post(path, body)
        ok(answer.status >= 400 && answer.status < 500, `${path} ${body.slice(0, 20)}: ${answer.status}`)
        equal(((await answer.json()) as { response: { status: string } }).response.status, 'error')
      }
    const large = await post('/users', { userId: 'u', attributes: { a: 'x'.repeat(2_000_000) } })
    equal(large.status, 413)
    equal((await post('/users', { userId: 'u' })).status, 201)
    equal(server.stderr(), '')
  })
})
