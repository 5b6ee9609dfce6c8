import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'
import { rawRequest, sendRaw } from '../../test/kit/wire.ts'

const { app, newCompany, close } = await testApp()
after(close)

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

test('bytes above ASCII in an address and in headers break nothing', async () => {
  const { apiKey } = await newCompany()
  const headers = [`apikey: ${apiKey}`, 'User-Agent: \xe5\xff/1']
  const answer = await sendRaw(app, rawRequest('GET', '/api/v1/interactions/\xff\xfe', headers))
  assert.match(answer, /^HTTP\/1\.1 4\d\d .*"errorCode"/s)
})

test('an absolute address is served as the path in it', async () => {
  const { apiKey } = await newCompany()
  const headers = [`apikey: ${apiKey}`, 'User-Agent: a/1']
  const target = 'http://example.com/api/v1/contacts/count'
  const answer = await sendRaw(app, rawRequest('GET', target, headers))
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.match(answer, /\r\nlink: <http:\/\/localhost\/api\/v3\/contacts\/count>/)
})
