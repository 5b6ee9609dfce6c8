import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { test } from 'node:test'
import { readEnv, toConfig } from '../config.ts'
import { openConfigured } from './workplace.ts'

const serverUrl = process.env.PARLEY_TEST_DATABASE_URL
const skip = serverUrl === undefined && 'the embedded database is not reached over a network'

test('a database server that is slow to take the first connection is tried anew', { skip }, async t => {
  const { hostname, port } = new URL(serverUrl!)
  let connections = 0
  const slow = createServer(client => {
    if (++connections === 1) return void client.on('error', () => {}) // and never answers
    const server = connect(Number(port || 5432), hostname)
    for (const side of [client, server]) side.on('error', () => {})
    client.pipe(server).pipe(client)
  })
  slow.listen(0, '127.0.0.1')
  await once(slow, 'listening')
  t.after(() => slow.close())

  const url = new URL(serverUrl!)
  url.host = `127.0.0.1:${(slow.address() as AddressInfo).port}`
  const { database, close } = await openConfigured(toConfig(readEnv({ DATABASE_URL: url.href })))
  assert.equal((await database.pool.query('select 1 as one')).rows[0].one, 1)
  await close()
  assert.ok(connections > 1)
})
