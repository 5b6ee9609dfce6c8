import { equal, match } from 'node:assert/strict'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { postInteraction } from '../kit/interactions.ts'
import { type Home, newHome, serverUrl } from '../kit/server.ts'

describe('A wrong value is refused at the start with one line that names the variable', () => {
  let home: Home
  const taken = createServer()
  let values: Record<string, Record<string, string>>
  before(async () => {
    home = await newHome()
    const file = join(home.folder, 'a-file')
    writeFileSync(file, 'not a folder')
    await once(taken.listen(0, '127.0.0.1'), 'listening')
    const { port } = taken.address() as { port: number }
    values = {
      PARLEY_HOST: { PARLEY_HOST: 'example' },
      'PARLEY_HOST (of another machine)': { PARLEY_HOST: '192.0.2.1' },
      PARLEY_PORT: { PARLEY_PORT: '70000' },
      'PARLEY_PORT (taken)': { PARLEY_PORT: String(port) },
      DATABASE_URL: { DATABASE_URL: 'mysql://127.0.0.1/parley' },
      'DATABASE_URL (nobody there)': { DATABASE_URL: 'postgres://127.0.0.1:1/parley' },
      PARLEY_BLOBS: { PARLEY_BLOBS: 'ftp://example.com/blobs' },
      'PARLEY_BLOBS (a file)': { PARLEY_BLOBS: file },
      'PARLEY_BLOBS (no such bucket name)': { PARLEY_BLOBS: 's3://B' },
      PARLEY_PUBLIC_URL: { PARLEY_PUBLIC_URL: 'engage.example.com' },
      PARLEY_TRUST_PROXY: { PARLEY_TRUST_PROXY: '10.0.0.0/99' },
      PARLEY_TLS_CERT: { PARLEY_TLS_CERT: '/nowhere/cert.pem', PARLEY_TLS_KEY: '/nowhere/key.pem' },
      'PARLEY_TLS_CERT (not a certificate)': { PARLEY_TLS_CERT: file, PARLEY_TLS_KEY: file },
      PARLEY_TLS_KEY: { PARLEY_TLS_CERT: '/nowhere/cert.pem' },
      PARLEY_LOG_LEVEL: { PARLEY_LOG_LEVEL: 'loud' },
      PARLEY_RATE_LIMITS: { PARLEY_RATE_LIMITS: 'maybe' },
      PARLEY_DATA: { PARLEY_DATA: file, DATABASE_URL: '' },
    }
  })
  after(async () => {
    taken.close()
    await home.remove()
  })

  it('whichever it is', async () => {
    const tries = Object.entries(values).map(async ([label, env], number) => {
      const PARLEY_DATA = join(home.folder, String(number))
      return { label, ...(await home.parley(['start'], { PARLEY_DATA, ...env })) }
    })
    for (const { label, code, stdout, stderr } of await Promise.all(tries)) {
      equal(code, 1, label)
      equal(stdout, '', label)
      match(stderr, new RegExp(`^parley: ${label.split(' ')[0]} [^\\n]+\\n$`), label)
    }
  })
})

describe('A second start on the same data folder', () => {
  let home: Home
  before(async () => {
    home = await newHome()
  })
  after(() => home.remove())

  if (serverUrl === undefined) {
    it('is refused with one clear line while the first goes on', async () => {
      const first = await home.start()
      const { code, stdout, stderr } = await home.parley(['start', '--demo'])
      equal(code, 1)
      equal(stdout, '')
      match(stderr, /^parley: The data folder \S+ is in use by another Parley process\.\n$/)
      equal((await first.call('GET', '/health/ready')).status, 200)
      equal((await first.call('GET', '/api/v3/contacts/count')).status, 200)
    })
  } else {
    it('is welcome on a database server: both serve the same data', async () => {
      const first = await home.start()
      const second = await home.start()
      const id = await postInteraction(first, 'Shared')
      equal((await second.call('GET', `/api/v3/interactions/${id}`)).status, 200)
    })
  }
})
