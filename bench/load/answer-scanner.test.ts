import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAnswerScanner } from './answer-scanner.ts'

test('an answer is seen once it is whole, however it is cut', () => {
  const answer = Buffer.from(
    'HTTP/1.1 503 Service Unavailable\r\nContent-Length: 5\r\nRetry-After: 1\r\n\r\nhello',
  )
  for (let cut = 1; cut < answer.length; cut++) {
    const scanner = createAnswerScanner()
    assert.equal(scanner.take(answer.subarray(0, cut)), 0)
    assert.equal(scanner.take(answer.subarray(cut)), 503)
  }
})

test('the next answer is read anew', () => {
  const scanner = createAnswerScanner()
  assert.equal(scanner.take(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n')), 200)
  assert.equal(scanner.take(Buffer.from('HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n')), 400)
})

test('an answer without a length is not guessed at', () => {
  const chunked = Buffer.from('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n')
  assert.throws(() => createAnswerScanner().take(chunked), /no Content-Length/)
})
