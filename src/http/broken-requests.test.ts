import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fastify from 'fastify'
import { rawRequest, sendRaw } from '../../test/kit/wire.ts'
import { answerBrokenRequest } from './broken-requests.ts'

const app = fastify({ clientErrorHandler: answerBrokenRequest })
after(() => app.close())

const broken: Record<string, { bytes: string; status: number }> = {
  'what is not HTTP': { bytes: 'hello\r\n\r\n', status: 400 },
  'a header without a name': { bytes: rawRequest('GET', '/', [': value']), status: 400 },
  'a space in the address': { bytes: rawRequest('GET', '/a b', []), status: 400 },
  'two lengths': { bytes: rawRequest('POST', '/', ['Content-Length: 1', 'Content-Length: 2']), status: 400 },
  'a head of 64 KiB': { bytes: rawRequest('GET', '/', [`X: ${'x'.repeat(65_536)}`]), status: 431 },
  'an address of 64 KiB': { bytes: rawRequest('GET', `/${'x'.repeat(65_536)}`, []), status: 431 },
}

for (const [words, { bytes, status }] of Object.entries(broken)) {
  test(`${words} is refused with JSON`, async () => {
    const [head = '', body = ''] = (await sendRaw(app, bytes)).split('\r\n\r\n')
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} `))
    assert.match(head, /content-type: application\/json/)
    const { errorCode, message } = JSON.parse(body)
    assert.equal(errorCode, 'BadRequest')
    assert.match(message, /\w/)
  })
}
