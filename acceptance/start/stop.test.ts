import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { request } from 'node:http'
import { connect } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { postInteraction } from '../kit/interactions.ts'
import { npmStart, run, wrapper } from '../kit/run.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'
import { beginPost } from '../kit/unfinished-post.ts'
import { until } from '../kit/until.ts'

let home: Home
before(async () => {
  home = await newHome()
})
after(() => home.remove())

const promisedMs = 10_000

/** Ends when the server takes no new connections. */
async function untilClosed({ url }: Server) {
  const { hostname, port } = new URL(url)
  const isRefused = () =>
    new Promise<boolean>(resolve => {
      const socket = connect(Number(port), hostname, () => resolve(false)).on('error', () => resolve(true))
      socket.on('connect', () => socket.destroy())
    })
  await until('the server takes no new connections', isRefused)
}

describe('A server that is told to stop', () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`by ${signal} answers the request under way and ends with 0, open connections or not`, async () => {
      const server = await home.start()
      equal((await server.call('GET', '/health/live')).status, 200) // leaves a connection open
      const post = await beginPost(server)
      const began = performance.now()
      const ended = server.stop(signal)
      await untilClosed(server)
      post.finish()
      const answer = await post.end()
      match(answer, /HTTP\/1\.1 200 OK/)
      equal(await ended, 0)
      ok(performance.now() - began < promisedMs)
      equal(server.stderr(), '')

      const { id } = JSON.parse(answer.slice(answer.lastIndexOf('\r\n\r\n')))
      const next = await home.start()
      equal((await next.call('GET', `/api/v3/interactions/${id}`)).status, 200)
      equal(await next.stop(), 0)
    })
  }

  it('waits for a client that never finishes, but not longer than promised', async () => {
    const server = await home.start()
    const post = await beginPost(server)
    const began = performance.now()
    equal(await server.stop(), 0)
    ok(performance.now() - began < promisedMs)
    post.socket.destroy()
  })

  it('is not held up by a connection on which nothing was ever asked', async () => {
    const server = await home.start()
    const { hostname, port } = new URL(server.url)
    const idle = connect(Number(port), hostname)
    await until('the connection is open', () => idle.readyState === 'open')
    const half = request(server.url, { path: '/health/live', agent: false })
    half.on('error', () => {}).flushHeaders()
    const began = performance.now()
    equal(await server.stop(), 0)
    ok(performance.now() - began < promisedMs)
    idle.destroy()
    half.destroy()
  })
})

describe('A server that is killed', () => {
  it('has everything that it had acknowledged when it is started again', async () => {
    const server = await home.start()
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, number) => postInteraction(server, `Before the kill ${number}`)),
    )
    equal(await server.stop('SIGKILL'), null)

    const next = await home.start()
    const read = await Promise.all(ids.map(id => next.call('GET', `/api/v3/interactions/${id}`)))
    deepEqual(
      read.map(answer => answer.status),
      ids.map(() => 200),
    )
    equal(await next.stop(), 0)
  })
})

describe('Started by npm', () => {
  it('ends in order when npm is told to stop, though npm does not wait for it', async () => {
    const server = await home.start([], {}, npmStart)
    const post = await beginPost(server)
    await server.stop('SIGTERM')
    await untilClosed(server)
    post.finish()
    match(await post.end(), /HTTP\/1\.1 200 OK/)
    // It was not killed: what it has to do after its last answer is done, too, and the folder let go.
    await until('the data folder is free', async () => {
      const { stdout } = await home.parley(['tenant', 'list'])
      return stdout === 'acme                    Acme\n'
    })
  })
})

describe('Started as npm start does, through bin/', () => {
  const start = () => home.start(['start', '--demo'], {}, wrapper)

  it('passes signals in and the exit code out', async () => {
    const server = await start()
    equal(await server.stop('SIGTERM'), 0)
    await untilClosed(server)
  })

  it('answers the request under way at Ctrl-C, which a terminal sends to every process', async () => {
    const server = await start()
    const post = await beginPost(server)
    const ended = server.stop('SIGINT')
    process.kill(-server.process.pid!, 'SIGINT')
    await untilClosed(server)
    post.finish()
    match(await post.end(), /HTTP\/1\.1 200 OK/)
    equal(await ended, 0)
  })

  it('passes on the exit code of a start that is refused', async () => {
    equal((await run([...wrapper, 'start', '--nonsense']).finished).code, 2)
  })

  it('ends when the wrapper is killed, and leaves the data to the next', async () => {
    const server = await start()
    await server.stop('SIGKILL')
    await untilClosed(server)
    await until('the data folder is free', async () => {
      const next = await home.start()
      return (await next.stop()) === 0
    })
  })
})
