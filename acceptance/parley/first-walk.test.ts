import { deepEqual, equal, match, ok } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type Home, newHome, type Server } from '../kit/server.ts'

describe("Parley's own API, over the wire", () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  /** With the key of the demo. */
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/parley/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${server.demo.parley.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  // biome-ignore lint/suspicious/noExplicitAny: each test says by its assertions what it expects.
  const ask = async (method: string, path: string, body?: unknown): Promise<any> => {
    const answer = await call(method, path, body)
    ok(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`)
    return answer.status === 204 ? undefined : answer.json()
  }

  it('lets a rejected interaction in when its schema is mended, and the stream tells of it', async () => {
    const ending = new AbortController()
    const stream = await fetch(`${server.url}/parley/v1/stream?types=interaction.*`, {
      headers: { authorization: `Bearer ${server.demo.parley.apiKey}` },
      signal: ending.signal,
    })
    let told = ''
    const reading = (async () => {
      for await (const bytes of stream.body!.pipeThrough(new TextDecoderStream())) told += bytes
    })().catch(() => {})

    const rating = (maximum: number) => ({
      displayName: 'Review',
      jsonSchema: {
        $schema: 'https://json-schema.org/draft/2020-12/schema',
        type: 'object',
        properties: { rating: { type: 'integer', maximum } },
      },
    })
    await ask('POST', '/schemas', { id: 'own-review', ...rating(5) })
    const { id: contactId } = await ask('POST', '/contacts', { attributes: { email: 'walk@example.com' } })
    const refused = await call('POST', '/interactions', {
      contactId,
      schemaId: 'own-review',
      payload: { rating: 9 },
    })
    equal(refused.status, 422)
    const problem = (await refused.json()) as { type: string }
    const page = await fetch(new URL(problem.type, server.url))
    match(await page.text(), /Invalid payload/)

    await ask('PUT', '/schemas/own-review', rating(10))
    const replayed = await ask('POST', '/rejected-interactions/replay', { schemaId: 'own-review' })
    equal(replayed.stored, 1)
    const { items } = await ask('GET', `/contacts/${contactId}/timeline?types=interaction.*`)
    deepEqual(items.map((item: { type: string }) => item.type).sort(), [
      'interaction.created',
      'interaction.rejected',
      'interaction.replayed',
    ])
    for (let look = 0; look < 100 && !told.includes('interaction.replayed'); look++)
      await new Promise(resolve => setTimeout(resolve, 50))
    match(told, /interaction\.rejected/)
    match(told, /interaction\.created/)
    match(told, /interaction\.replayed/)
    ending.abort()
    await reading
  })

  it('stops with a stream open', async () => {
    const stream = await call('GET', '/stream')
    const text = stream.text().catch(() => '')
    equal(await server.stop(), 0)
    match(await text, /^retry/)
  })
})
