import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const rows = 12_000
const isBroken = (number: number) => number % 100 === 99
const numbers = Array.from({ length: rows }, (_, number) => number)

describe('files of contacts whose server is killed', { timeout: 300_000 }, async () => {
  const home = await newHome()
  let server: Server
  before(async () => {
    server = await home.start()
  })
  after(() => home.remove())

  async function call(method: string, path: string, body?: object) {
    const answer = await fetch(new URL(`/parley/v1${path}`, server.url), {
      method,
      headers: {
        authorization: `Bearer ${server.demo.parley.apiKey}`,
        'user-agent': 'ParleyAcceptance/1.0',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    ok(answer.ok, `${method} ${path}: ${answer.status}`)
    return answer
  }
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  const ask = async (...request: Parameters<typeof call>): Promise<any> => (await call(...request)).json()
  const countContacts = () => server.ask('GET', '/api/v2/contacts/count')

  /** Kills the server each time that so many are done, and waits for the end. Answers what was done at the kills. */
  async function killAt(
    path: string,
    counts: readonly number[],
    done: (job: Record<string, number>) => number,
  ) {
    const seen: number[] = []
    for (const count of counts) {
      let now = 0
      const isFar = async () => {
        now = done(await ask('GET', path))
        return now >= count
      }
      await until(`${count} are done`, isFar, 60_000)
      await server.stop('SIGKILL')
      seen.push(now)
      server = await home.start()
    }
    await until('it is completed', async () => (await ask('GET', path)).state === 'completed', 120_000)
    return seen
  }

  it('an import does each row once', async () => {
    const before = await countContacts()
    const address = (number: number) => (isBroken(number) ? 'no address' : `file${number}@example.com`)
    const csv = ['email,firstName', ...numbers.map(number => `${address(number)},Number ${number}`)].join(
      '\n',
    )
    const { id } = await ask('POST', '/contact-imports', { csv, mode: 'create' })
    const path = `/contact-imports/${id}`
    const seen = await killAt(path, [500, 5000], ({ succeeded = 0, failed = 0 }) => succeeded + failed)
    ok(
      seen.every(done => done < rows),
      `${seen}`,
    )

    // A row that was done twice would be refused the second time: its address is there.
    const { total, succeeded, failed } = await ask('GET', path)
    deepEqual([total, succeeded, failed], [rows, rows * 0.99, rows * 0.01])
    equal(await countContacts(), before + rows * 0.99)
    const errors = await (await call('GET', `${path}/errors.csv`)).text()
    equal(errors.match(/no address/g)?.length, rows * 0.01)
  })

  it('an export has each contact once', async () => {
    const { id, total } = await ask('POST', '/contact-exports', { columns: ['id', 'email', 'firstName'] })
    equal(total, await countContacts())
    const path = `/contact-exports/${id}`
    const seen = await killAt(path, [500, 3000], ({ done = 0 }) => done)
    ok(
      seen.every(done => done < total),
      `${seen}`,
    )

    const lines = (await (await call('GET', `${path}/file`)).text()).trim().split(/\r?\n/)
    equal(lines.length, total + 1, 'one line names the columns')
    equal(new Set(lines.map(line => line.split(',')[0])).size, total + 1)
    const told = new Set(lines.map(line => line.split(',')[1]))
    const missing = numbers.filter(number => !isBroken(number) && !told.has(`file${number}@example.com`))
    deepEqual(missing, [])
    equal((await ask('GET', path)).done, total)
  })
})
