import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { nameResolver } from './resolve-name.ts'

/** Knows the addresses of `known.example`, nothing of `missing.example`, and is silent about all other names. */
const server = createSocket('udp4')
server.on('message', (question, from) => {
  const name = question.subarray(13, 13 + question[12]!).toString()
  const type = question.readUInt16BE(question.indexOf(0, 12) + 1)
  if (name === 'known') answer(server, question, from, type === 1 ? [8, 8, 8, 8] : address6)
  if (name === 'missing') answer(server, question, from, undefined)
})
const address6 = [0x26, 0x06, 0x47, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x11, 0x11]
server.bind(0, '127.0.0.1')
await once(server, 'listening')
after(() => server.close())

/** RFC 1035: the question again, and one record of its type, or the code for a name that does not exist. */
function answer(
  socket: Socket,
  question: Buffer,
  from: { port: number; address: string },
  found: readonly number[] | undefined,
) {
  const end = question.indexOf(0, 12) + 5
  const reply = Buffer.from(question.subarray(0, end)) // what extensions come after the question are left out
  reply.writeUInt16BE(found ? 0x8180 : 0x8183, 2)
  reply.writeUInt16BE(found ? 1 : 0, 6)
  reply.fill(0, 8, 12)
  const record = Buffer.from([0xc0, 12, ...reply.subarray(end - 4, end), 0, 0, 0, 0, 0, found?.length ?? 0])
  socket.send(found ? Buffer.concat([reply, record, Buffer.from(found)]) : reply, from.port, from.address)
}

const resolve = nameResolver([`127.0.0.1:${server.address().port}`])
const lookUp = (host: string) =>
  new Promise<LookupAddress[]>((tell, fail) =>
    resolve(host, (error, found) => (error ? fail(error) : tell(found))),
  )

test('a name has the addresses of both families', async () => {
  assert.deepEqual(await lookUp('known.example'), [
    { address: '8.8.8.8', family: 4 },
    { address: '2606:4700::1111', family: 6 },
  ])
})

test('a name that does not exist is a failure that says so', async () => {
  await assert.rejects(lookUp('missing.example'), { code: 'ENOTFOUND' })
})

test('localhost is this machine, whatever DNS says', async () => {
  for (const host of ['localhost', 'LOCALHOST', 'shop.localhost', 'localhost.'])
    assert.deepEqual(await lookUp(host), [{ address: '127.0.0.1', family: 4 }])
})

test('names whose servers are silent hold up no other', async () => {
  const silent = Array.from({ length: 64 }, (_, index) => lookUp(`silent${index % 8}.example`))
  const first = await Promise.race([lookUp('known.example'), ...silent])
  assert.equal(first.length, 2)
  const outcomes = await Promise.allSettled(silent)
  assert.ok(outcomes.every(({ status }) => status === 'rejected'))
})
