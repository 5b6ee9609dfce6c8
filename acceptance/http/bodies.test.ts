import { equal, match, ok } from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { runCurl } from '../kit/curl.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'

const tenMegabytes = 10 * 1024 * 1024

describe('A body', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome()
    server = await home.start()
  })
  after(() => home.remove())

  const isWell = async () => equal((await server.call('GET', '/api/v3/contacts/count')).status, 200)

  it('of 10 MB is answered 413 as JSON, however curl sends it, and nothing hangs', async () => {
    const file = join(home.folder, 'body.json')
    writeFileSync(file, `{"payload":"${'x'.repeat(tenMegabytes)}"}`)
    const curl = (...more: string[]) =>
      runCurl(
        [
          `curl "${server.url}/api/v3/interactions" -H "apikey: ${server.demo.voyado.apiKey}"`,
          '-H "User-Agent: AcmePOS/1.5" -H "Content-Type: application/json"',
          `--data-binary @${file}`,
          ...more,
        ].join(' '),
      )
    const ways = [[], ['-H "Expect:"'], ['-H "Expect:"', '-H "Transfer-Encoding: chunked"']]
    for (const way of ways) {
      const { status, body } = await curl(...way)
      equal(status, 413, way.join(' '))
      match(JSON.parse(body).message, /larger than \d+ bytes/)
    }
    await isWell()
  })

  it('of 10 MB is answered so also to a client that reads no answer before it has sent everything', async () => {
    const body = `{"payload":"${'x'.repeat(tenMegabytes)}"}`
    for (let round = 0; round < 5; round++) {
      const answer = await server.call('POST', '/api/v3/interactions', body)
      equal(answer.status, 413)
      match(((await answer.json()) as { message: string }).message, /larger than \d+ bytes/)
    }
    await isWell()
  })

  it('of 10 MB without a good key is refused for the key, unread', async () => {
    const body = `{"payload":"${'x'.repeat(tenMegabytes)}"}`
    const answer = await server.call('POST', '/api/v3/interactions', body, { apikey: 'wrong' }).catch(cutOff)
    ok(answer === 'cut off' || answer.status === 401)
    await isWell()
  })
  /** The server may hang up on a client that goes on sending after it was refused. */
  const cutOff = () => 'cut off' as const

  it('that is not JSON is answered 400 as JSON', async () => {
    for (const body of ['{"contactId":', 'hello', '{"a":1}}', '\u0000', '{"a":NaN}', '[', '"\\ud800']) {
      const answer = await server.call('POST', '/api/v3/interactions', body)
      equal(answer.status, 400, body)
      const { errorCode, message } = (await answer.json()) as { errorCode: string; message: string }
      ok(errorCode.length > 0 && message.length > 0)
    }
    await isWell()
  })

  it('with __proto__ as a property does no harm', async () => {
    const { contactId, schemaId } = server.demo.sample
    const body = `{"__proto__":{"contactId":"x"},"contactId":"${contactId}","schemaId":"${schemaId}","payload":{"name":"Odd","__proto__":{"price":"free"},"constructor":{"prototype":1}}}`
    const answer = await server.call('POST', '/api/v3/interactions', body)
    equal(answer.status, 200)
    const { id } = (await answer.json()) as { id: string }
    const stored = await server.call('GET', `/api/v3/interactions/${id}`)
    equal(JSON.stringify(((await stored.json()) as { payload: unknown }).payload), '{"name":"Odd"}')
    const schema = `{"id":"odd","displayName":"Odd","jsonSchema":{"$schema":"https://json-schema.org/draft/2020-12/schema","type":"object","properties":{"__proto__":{"type":"string","displayName":"P"}}}}`
    const { status } = await server.call('POST', '/api/v3/interactionschemas', schema)
    ok(status === 200 || status === 201 || status === 400, `status ${status}`)
    await isWell()
  })

  it('with half a surrogate pair or the end of a string in C is refused or kept, never a fault', async () => {
    const { contactId, schemaId } = server.demo.sample
    for (const name of ['\\ud800', '\\u0000', 'a\\u0000b']) {
      const body = `{"contactId":"${contactId}","schemaId":"${schemaId}","payload":{"name":"${name}"}}`
      const { status } = await server.call('POST', '/api/v3/interactions', body)
      ok(status === 200 || status === 400, `${name}: ${status}`)
    }
    await isWell()
  })
})
