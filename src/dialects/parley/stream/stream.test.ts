import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { until } from '../../../../test/kit/eventually.ts'
import {
  assertProblem,
  furnishParley,
  newParleyCompany,
  newParleyContact,
  type ParleyCompany,
} from '../../../../test/kit/parley.ts'
import { kind } from '../../../../test/kit/voyado.ts'

const app = await testApp()
after(app.close)
await app.app.listen({ port: 0, host: '127.0.0.1' })
const base = `http://127.0.0.1:${(app.app.server.address() as AddressInfo).port}/parley/v1`

interface Told {
  readonly id: string
  readonly event?: string
  // biome-ignore lint/suspicious/noExplicitAny: what is told is what a test is about.
  readonly data: any
}

/** Follows until it is closed; `told` grows. */
async function follow({ apiKey }: ParleyCompany, query = '', lastId?: string) {
  const ending = new AbortController()
  const headers = {
    authorization: `Bearer ${apiKey}`,
    ...(lastId !== undefined && { 'last-event-id': lastId }),
  }
  const response = await fetch(`${base}/stream${query}`, { headers, signal: ending.signal })
  assert.equal(response.status, 200)
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/)
  const told: Told[] = []
  let isOpen = false
  const ended = (async () => {
    let text = ''
    for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
      isOpen = true
      text += bytes
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const fields = new Map(block.split('\n').map(line => line.split(/: (.*)/s) as [string, string]))
        const data = fields.get('data')
        const event = fields.get('event')
        if (data !== undefined)
          told.push({ id: fields.get('id')!, data: JSON.parse(data), ...(event && { event }) })
      }
    }
  })().catch(() => {})
  await until(() => isOpen)
  return { told, ended, close: () => ending.abort() }
}

test('facts are told as they happen, interactions too, within a moment', async () => {
  const company = await newParleyCompany(app)
  const { told, close } = await follow(company)
  const { contactId, interactionId } = await furnishParley(company)
  await until(() => told.length >= 3)
  assert.deepEqual(told.map(({ data }) => data.type).sort(), [
    'contact.created',
    'interaction.created',
    'schema.created',
  ])
  const interaction = told.find(({ data }) => data.type === 'interaction.created')!
  assert.deepEqual(
    [interaction.data.id, interaction.data.contactId, interaction.data.schemaId],
    [interactionId, contactId, 'store-visit'],
  )
  close()
})

test('a client that comes again goes on where it was, without a gap and without a double', async () => {
  const company = await newParleyCompany(app)
  const first = await follow(company, '?after=0.0')
  const ids = [await newParleyContact(company), await newParleyContact(company)]
  await until(() => first.told.length === 2)
  first.close()
  ids.push(await newParleyContact(company), await newParleyContact(company))
  const second = await follow(company, '', first.told[0]!.id)
  await until(() => second.told.length === 3)
  assert.deepEqual(
    second.told.map(({ data }) => data.contactId),
    ids.slice(1),
  )
  second.close()
})

test('what is not wanted is not told, nor is what belongs to another tenant', async () => {
  const company = await newParleyCompany(app)
  const stranger = await newParleyCompany(app)
  const contactId = await newParleyContact(company)
  const updates = await follow(company, '?types=contact.upd*')
  const own = await follow(company, `?contactId=${contactId.toUpperCase()}`)
  await newParleyContact(stranger)
  await newParleyContact(company)
  await company.get('PATCH', `/contacts/${contactId}`, { attributes: { city: 'Lund' } })
  await until(() => updates.told.length > 0 && own.told.length > 0)
  assert.deepEqual([updates.told.length, own.told.length], [1, 1])
  assert.equal(own.told[0]?.data.contactId, contactId)
  updates.close()
  own.close()
})

test('a stream ends when its key does, and a reset is told', async () => {
  const company = await newParleyCompany(app)
  await newParleyContact(company)
  const { told, ended } = await follow(company)
  await company.ask('POST', '/reset', { body: {} })
  await until(() => told.some(({ event }) => event === 'reset'))
  await company.ask('DELETE', `/keys/${company.keyId}`)
  await ended
})

test('all streams of a tenant are told from one look at its logs, and one that falls behind misses nothing', async () => {
  const company = await newParleyCompany(app)
  const fast = await follow(company)
  const ending = new AbortController()
  const headers = { authorization: `Bearer ${company.apiKey}` }
  const response = await fetch(`${base}/stream`, { headers, signal: ending.signal })
  const slow = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  await slow.read()
  const comment = 'x'.repeat(20_000)
  const schema = kind('note', { text: { type: 'string' } })
  await company.get('POST', '/schemas', schema)
  const contactId = await newParleyContact(company)
  const items = Array.from({ length: 50 }, () => ({
    contactId,
    schemaId: 'note',
    payload: { text: comment },
  }))
  for (let n = 0; n < 40; n++) await company.get('POST', '/interactions/batch', { items })
  await until(() => fast.told.length === 2002, 20_000)
  const ids = new Set<string>()
  for (let text = ''; ids.size < 2002; ) {
    const { value, done } = await slow.read()
    assert.ok(!done)
    text += value
    const blocks = text.split('\n\n')
    text = blocks.pop()!
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1]
      if (data === undefined) continue
      const { id } = JSON.parse(data)
      assert.ok(!ids.has(id))
      ids.add(id)
    }
  }
  assert.deepEqual([...ids].sort(), fast.told.map(({ data }) => data.id).sort())
  ending.abort()
  fast.close()
})

test('a key has so many streams and no more, and a wrong place is refused', async () => {
  const company = await newParleyCompany(app)
  const streams = []
  for (let n = 0; n < 20; n++) streams.push(await follow(company))
  assertProblem(await company.ask('GET', '/stream'), 429, 'too-many-streams')
  for (const { close } of streams) close()
  assertProblem(
    await company.ask('GET', '/stream', { headers: { 'last-event-id': 'x' } }),
    400,
    'input-invalid',
  )
  await until(async () => {
    const again = await fetch(`${base}/stream`, { headers: { authorization: `Bearer ${company.apiKey}` } })
    await again.body?.cancel()
    return again.status === 200
  })
})

test('open streams do not hold up the end of the server', async () => {
  const other = await testApp()
  await other.app.listen({ port: 0, host: '127.0.0.1' })
  const company = await newParleyCompany(other)
  const { port } = other.app.server.address() as AddressInfo
  const response = await fetch(`http://127.0.0.1:${port}/parley/v1/stream`, {
    headers: { authorization: `Bearer ${company.apiKey}` },
  })
  const text = response.text()
  await other.close()
  assert.match(await text, /^retry/)
})
