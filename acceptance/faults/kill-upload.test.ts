import { deepEqual, equal, ok } from 'node:assert/strict'
import { after, describe, it } from 'node:test'
import { newHome, type Server } from '../kit/server.ts'
import { until } from '../kit/until.ts'

const users = 20_000

describe('an upload whose server is killed', { timeout: 240_000 }, async () => {
  const home = await newHome()
  after(() => home.remove())
  let server: Server

  async function ask(method: string, path: string, body?: FormData) {
    const headers = {
      authorization: `Bearer ${server.demo.parley.apiKey}`,
      'user-agent': 'ParleyAcceptance/1.0',
    }
    const answer = await fetch(new URL(`/parley/v1${path}`, server.url), {
      method,
      headers,
      ...(body && { body }),
    })
    ok(answer.ok, `${method} ${path}: ${answer.status}`)
    // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
    return answer.json() as Promise<any>
  }

  it('goes on where it stopped, and carries out each row once', async () => {
    server = await home.start()
    const rows = Array.from({ length: users }, (_, n) => `upload-${n},User ${n}\n`).join('')
    const form = new FormData()
    form.append('file', new Blob([`user_id,first_name\n${rows}`]), 'users.csv')
    const { id } = await ask('POST', '/uploads?kind=users', form)
    for (const share of [0.1, 0.4]) {
      await until(
        'some rows are done',
        async () => (await ask('GET', `/uploads/${id}`)).rowsDone >= users * share,
        60_000,
      )
      await server.stop('SIGKILL')
      server = await home.start()
    }
    await until(
      'it has ended',
      async () => (await ask('GET', `/uploads/${id}`)).state !== 'processing',
      120_000,
    )
    const done = await ask('GET', `/uploads/${id}`)
    deepEqual([done.state, done.rowsDone, done.rowsRefused], ['succeeded', users, 0])
    const seen = new Set<string>()
    let facts = 0
    for (let cursor: string | undefined = ''; cursor !== undefined; ) {
      const page = await ask('GET', `/contacts?limit=200&contactType=User${cursor && `&cursor=${cursor}`}`)
      for (const { attributes } of page.items)
        if (String(attributes.userId).startsWith('upload-')) {
          seen.add(attributes.userId)
          facts++
        }
      cursor = page.nextCursor ?? undefined
    }
    deepEqual([seen.size, facts], [users, users])
    equal(server.stderr(), '')
  })
})
