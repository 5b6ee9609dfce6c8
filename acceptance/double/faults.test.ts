import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict'
import { after, afterEach, before, describe, it } from 'node:test'
import { openRaw } from '../kit/raw-connection.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'

describe('A client of a tenant with fault rules', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())
  afterEach(() => fault('clear'))

  async function fault(verb: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await home.parley(['fault', verb, ...args, '--tenant', 'acme'])
    equal(code, 0, stderr)
    return stdout
  }
  const count = () => server.call('GET', '/api/v3/contacts/count')
  const countContacts = async (): Promise<number> => server.ask('GET', '/api/v3/contacts/count')
  const create = (headers = {}) =>
    server.call('POST', '/api/v3/contacts', { email: `${crypto.randomUUID()}@example.com` }, headers)

  it('meets a refusal with the status that was asked for, and the name of the rule', async () => {
    await fault('add', '--id', 'down', '--status', '503')
    const answer = await count()
    deepEqual([answer.status, answer.headers.get('parley-fault')], [503, 'down'])
    equal(answer.headers.get('retry-after'), '1')
    equal(((await answer.json()) as { errorCode: string }).errorCode, 'ServiceUnavailable')
    await fault('remove', 'down')
    equal((await count()).status, 200)
  })

  it('meets the time-out of create contact, before the contact is made or after', async () => {
    const contacts = await countContacts()
    for (const [when, made] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      await fault('add', '--operation', 'ContactsV_CreateContact*', '--status', '504', '--when', when)
      const answer = await create()
      equal(answer.status, 504)
      equal(((await answer.json()) as { errorCode: string }).errorCode, 'RequestTimeOut')
      equal(await countContacts(), contacts + made)
      await fault('clear')
    }
  })

  it('finds out by its Idempotency-Key that a lost answer was a good one', async () => {
    await fault('add', '--status', '504', '--when', 'after', '--method', 'POST', '--times', '1')
    const key = { 'idempotency-key': crypto.randomUUID() }
    const email = { email: `${crypto.randomUUID()}@example.com` }
    const tries = [1, 2, 3].map(() => () => server.call('POST', '/api/v3/contacts', email, key))
    const statuses: number[] = []
    for (const again of tries) statuses.push((await again()).status)
    deepEqual(statuses, [504, 201, 201])
  })

  it('waits', async () => {
    await fault('add', '--latency', '700ms', '--path', '/contacts/count')
    const started = performance.now()
    equal((await count()).status, 200)
    ok(performance.now() - started >= 690)
  })

  it('loses its connection, without anything done or with', async () => {
    const contacts = await countContacts()
    for (const [when, made] of [
      ['before', 0],
      ['after', 1],
    ] as const) {
      await fault('add', '--reset', '--when', when, '--method', 'post')
      await rejects(create(), TypeError)
      equal(await countContacts(), contacts + made)
      await fault('clear')
    }
  })

  it('gets a part of an answer', async () => {
    await fault('add', '--id', 'cut', '--truncate', '20')
    const { contactId } = server.demo.sample
    const connection = await openRaw(server.url)
    const lines = [
      `GET /api/v3/contacts/${contactId} HTTP/1.1`,
      'host: localhost',
      `apikey: ${server.demo.voyado.apiKey}`,
      'user-agent: Raw/1',
    ]
    connection.send(`${lines.join('\r\n')}\r\n\r\n`)
    const [head = '', body = ''] = (await connection.end()).split('\r\n\r\n')
    match(head, /^HTTP\/1\.1 200 OK\r\n/)
    match(head, /parley-fault: cut/)
    ok(Number(/content-length: (\d+)/i.exec(head)?.[1]) > 20)
    equal(body.length, 20)
    await rejects(
      server.call('GET', `/api/v3/contacts/${contactId}`).then(answer => answer.text()),
      TypeError,
    )
  })

  it('gets an answer slowly and whole', async () => {
    await fault('add', '--throttle', '400')
    const started = performance.now()
    const { id } = await server.ask('GET', `/api/v3/contacts/${server.demo.sample.contactId}`)
    equal(id, server.demo.sample.contactId)
    ok(performance.now() - started > 500)
  })

  it('is struck at the same requests with the same seed', async () => {
    const runs: string[] = []
    for (let run = 0; run < 2; run++) {
      await fault('add', '--status', '500', '--probability', '0.4', '--seed', 'monday')
      const statuses: number[] = []
      for (let n = 0; n < 20; n++) statuses.push((await count()).status)
      runs.push(statuses.join(' '))
      await fault('clear')
    }
    equal(runs[0], runs[1])
    match(runs[0]!, /200.*500|500.*200/)
  })

  it('is listed what struck how often', async () => {
    await fault('add', '--id', 'twice', '--status', '502', '--times', '2', '--path', '/contacts/*')
    for (const status of [502, 502, 200]) equal((await count()).status, status)
    match(await fault('list'), /^twice +answer 502 before \/contacts\/\*: 2 of \d struck, 0 left$/m)
    match(await fault('clear'), /^Removed 1 fault rule\.$/m)
    match(await fault('list'), /^There are no fault rules\.$/m)
  })

  it('goes on as it was after a restart of the server', async () => {
    await fault('add', '--status', '503', '--times', '2')
    equal((await count()).status, 503)
    await server.stop()
    server = await home.start()
    const statuses = [(await count()).status, (await count()).status]
    deepEqual(statuses, [503, 200])
  })

  it('is spared when its tenant is marked as production', async () => {
    const { code } = await home.parley(['tenant', 'create', 'real', '--production'])
    equal(code, 0)
    const commands = [
      ['fault', 'add', '--status', '503'],
      ['clock', 'freeze'],
      ['clock', 'advance', '30d'],
      ['tenant', 'reset'],
      ['tenant', 'snapshot', '--name', 'one'],
    ]
    for (const command of commands) {
      const { code, stderr } = await home.parley([...command, '--tenant', 'real'])
      equal(code, 1, command.join(' '))
      match(stderr, /^parley: real is marked as production: [^\n]+\n$/)
    }
  })

  it('is told what is wrong with a rule, in one line', async () => {
    const wrong: [string[], number][] = [
      [[], 1],
      [['--status', '200'], 1],
      [['--status', 'many'], 2],
      [['--status', '503', '--reset'], 1],
      [['--latency', 'long'], 2],
      [['--truncate', '5', '--when', 'before'], 1],
      [['--status', '503', '--when', 'never'], 2],
      [['--status', '503', '--body', '{'], 2],
      [['--status', '503', '--path', 'contacts'], 1],
    ]
    for (const [args, exitCode] of wrong) {
      const { code, stdout, stderr } = await home.parley(['fault', 'add', '--tenant', 'acme', ...args])
      deepEqual([code, stdout], [exitCode, ''], args.join(' '))
      match(stderr, /^parley: [^\n]+\n$/)
    }
  })
})
