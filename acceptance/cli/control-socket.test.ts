import { deepEqual, equal, ok } from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server, serverUrl } from '../kit/server.ts'

if (serverUrl === undefined) {
  describe('The socket by which commands reach a server with the embedded database', () => {
    let home: Home
    let server: Server
    let path: string
    before(async () => {
      home = await newHome()
      server = await home.start()
      path = join(home.folder, 'control.sock')
    })
    after(() => home.remove())

    async function say(bytes: string | Buffer): Promise<string> {
      const socket = connect(path)
      socket.on('error', () => {})
      socket.end(bytes)
      let answer = ''
      socket.setEncoding('utf8').on('data', text => {
        answer += text
      })
      await new Promise(resolve => socket.once('close', resolve))
      return answer
    }

    it('is for its owner only, as is the folder it is in', () => {
      equal(statSync(path).mode & 0o777, 0o600)
      equal(statSync(home.folder).mode & 0o777, 0o700)
    })

    it('answers garbage with a problem and goes on', async () => {
      const garbage = [
        '',
        '\n',
        'garbage\n',
        'null\n',
        '[]\n',
        '{"command":"start"}\n',
        '{"command":"key list"}\n',
        '{"command":"key list","args":{"positionals":{},"values":null}}\n',
        '{"command":"__proto__","args":{}}\n',
        Buffer.from([0xff, 0xfe, 0x00, 0x0a]),
        'x'.repeat(1_000_000),
        `${'['.repeat(50_000)}\n`,
      ]
      for (const bytes of garbage) {
        const answer = await say(bytes)
        ok(answer === '' || JSON.parse(answer).problem.length > 0, String(bytes).slice(0, 80))
      }
      equal((await server.call('GET', '/health/ready')).status, 200)
      equal((await home.parley(['tenant', 'list'])).code, 0)
    })

    it('gives the same answers as a database that no server has open', async () => {
      const commands = [
        ['tenant', 'list', '--json'],
        ['key', 'list', 'acme', '--json'],
        ['tenant', 'list', 'nonsense'],
        ['key', 'list', 'nobody'],
      ]
      const ask = () => Promise.all(commands.map(command => home.parley(command)))
      const running = await ask()
      equal(await server.stop(), 0)
      for (const [number, command] of commands.entries())
        deepEqual(await home.parley(command), running[number], command.join(' '))
    })

    it('does not hold up the stop of the server, and goes with it', async () => {
      const next = await home.start()
      const silent = connect(path)
      await once(silent, 'connect')
      equal(await next.stop(), 0)
      ok(!existsSync(path))
      silent.destroy()
    })
  })
}
