import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { describe, it, type TestContext } from 'node:test'
import { inspect } from 'node:util'
import { S3Blobs } from './s3-blobs.ts'
import { S3Error } from './s3-client.ts'
import { parseS3Location, type S3Credentials } from './s3-location.ts'
import { bucket, goodCredentials, serve, startS3 } from './s3-test-server.ts'

const key = 'acme/exports/a'
const secret = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY'

function openAt(endpoint: string, credentials: S3Credentials = goodCredentials, query = '') {
  const location = parseS3Location(`s3://${bucket}/some/prefix?endpoint=${endpoint}${query}`, credentials)
  return new S3Blobs(location, credentials, { pauseMs: 1 })
}

/** A store whose server gives the answers in turn, the last one for ever; with the requests that it saw. */
async function answering(t: TestContext, ...answers: ((response: ServerResponse) => unknown)[]) {
  const requests: IncomingMessage[] = []
  const listener: RequestListener = (request, response) => {
    const answer = answers[Math.min(requests.length, answers.length - 1)]!
    requests.push(request)
    request.resume().on('end', () => answer(response))
  }
  const server = await serve(listener)
  t.after(() => server.close())
  return { blobs: openAt(server.endpoint), requests, endpoint: server.endpoint }
}

const status =
  (code: number, body = '') =>
  (response: ServerResponse) =>
    response.writeHead(code).end(body)
const fault = (code: string) => `<Error><Code>${code}</Code></Error>`

/** Rejects with an S3Error of this message, in which no secret can be found however deep one looks. */
async function refuses(action: Promise<unknown>, message: RegExp) {
  await assert.rejects(action, (error: Error) => {
    assert.match(error.message, message)
    const shown = inspect(error, { depth: 10, showHidden: true })
    assert.doesNotMatch(shown, new RegExp(`${secret}|S3RVER|Signature=|Credential=|AWS4-HMAC`))
    return true
  })
}

describe('credentials', () => {
  it('that are wrong give a clear error without secrets', async t => {
    const server = await startS3()
    t.after(() => server.close())
    const wrongSecret = openAt(server.endpoint, { ...goodCredentials, AWS_SECRET_ACCESS_KEY: secret })
    await refuses(wrongSecret.put(key, Buffer.from('x')), /^S3 put failed: 403 SignatureDoesNotMatch$/)
    await refuses(wrongSecret.get(key), /^S3 get failed: 403 SignatureDoesNotMatch$/)
    await refuses(wrongSecret.delete(key), /^S3 delete failed: 403/)
    await refuses(Array.fromAsync(wrongSecret.list('')), /^S3 list failed: 403/)
    await refuses(
      wrongSecret.check(),
      /^The bucket s3:\/\/parley\/some\/prefix\/ .* cannot be written to: S3 put failed: 403/,
    )
  })

  it('of a session go with each request, signed', async t => {
    const { requests, endpoint } = await answering(t, status(200))
    await openAt(endpoint, { ...goodCredentials, AWS_SESSION_TOKEN: 'a-session' }).put(key, Buffer.from('x'))
    assert.equal(requests[0]?.headers['x-amz-security-token'], 'a-session')
    assert.match(requests[0]?.headers.authorization ?? '', /SignedHeaders=[^,]*x-amz-security-token/)
  })
})

describe('a request', () => {
  it('carries the hash of its body, under the prefix, in path style', async t => {
    const { blobs, requests } = await answering(t, status(200))
    await blobs.put(key, Buffer.from('the body'))
    assert.equal(requests[0]?.url, `/${bucket}/some/prefix/${key}`)
    const hash = createHash('sha256').update('the body').digest('hex')
    assert.equal(requests[0]?.headers['x-amz-content-sha256'], hash)
    assert.equal(requests[0]?.headers['content-length'], '8')
  })

  it('is tried again after SlowDown, 429, 5xx and a broken connection', async t => {
    const { blobs, requests } = await answering(
      t,
      status(503, fault('SlowDown')),
      response => response.destroy(),
      status(429),
      status(200),
    )
    await blobs.put(key, Buffer.from('x'))
    assert.equal(requests.length, 4)
  })

  it('is tried again when its answer breaks off half-way', async t => {
    const halfAnswer = (response: ServerResponse) => {
      response.writeHead(200, { 'content-length': '8' })
      response.write('half', () => response.destroy())
    }
    const { blobs } = await answering(t, halfAnswer, status(200, 'complete'))
    assert.equal(String(await blobs.get(key)), 'complete')
  })

  it('is given up after three more tries', async t => {
    const { blobs, requests } = await answering(t, status(500, fault('InternalError')))
    await refuses(blobs.get(key), /^S3 get failed: 500 InternalError$/)
    assert.equal(requests.length, 4)
  })

  it('is not tried again after any other failure', async t => {
    const { blobs, requests } = await answering(t, status(400, fault('InvalidRequest')))
    await refuses(blobs.put(key, Buffer.from('x')), /^S3 put failed: 400 InvalidRequest$/)
    assert.equal(requests.length, 1)
  })

  it('does not follow a redirect', async t => {
    const redirect = (response: ServerResponse) =>
      response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(fault('TemporaryRedirect'))
    const { blobs, requests } = await answering(t, redirect)
    await refuses(blobs.get(key), /^S3 get failed: 307 TemporaryRedirect$/)
    assert.equal(requests.length, 1)
  })
})

describe('an answer', () => {
  it('of a missing bucket, or a 404 that is not S3’s, is an error and not a missing blob', async t => {
    const missing = await answering(t, status(404, fault('NoSuchBucket')))
    await refuses(missing.blobs.get(key), /^S3 get failed: 404 NoSuchBucket$/)
    await refuses(missing.blobs.delete(key), /^S3 delete failed: 404 NoSuchBucket$/)
    const other = await answering(t, status(404, '<html>Not here</html>'))
    await refuses(other.blobs.get(key), /^S3 get failed: 404 Not Found$/)
  })

  it('that ignores the range still gives the range', async t => {
    const { blobs } = await answering(t, status(200, '0123456789'))
    assert.equal(String(await blobs.getRange(key, 2, 3)), '234')
  })

  it('with others’ objects lists only ours, and keys are decoded once', async t => {
    const names = [
      'some/prefix/a/b/c',
      'some/prefix/a/b/x&amp;lt;y',
      'some/prefix/',
      'some/prefixed/a/b',
      'some/prefix/a/b/&#100;',
    ]
    const contents = names.map(name => `<Contents><Key>${name}</Key></Contents>`).join('')
    const { blobs } = await answering(
      t,
      status(200, `<ListBucketResult xmlns="x">${contents}</ListBucketResult>`),
    )
    assert.deepEqual(await Array.fromAsync(blobs.list('')), ['a/b/c', 'a/b/d'])
  })

  it('that is no list, or repeats its page for ever, ends the listing with an error', async t => {
    const page = await answering(t, status(200, '<html>Welcome</html>'))
    await refuses(Array.fromAsync(page.blobs.list('')), /an answer that is not a list/)
    const truncated = '<IsTruncated>true</IsTruncated>'
    const cut = await answering(t, status(200, `<ListBucketResult>${truncated}</ListBucketResult>`))
    await refuses(Array.fromAsync(cut.blobs.list('')), /an answer that is not a list/)
    const again = `${truncated}<NextContinuationToken>x+/=</NextContinuationToken>`
    const loop = await answering(t, status(200, `<ListBucketResult>${again}</ListBucketResult>`))
    await refuses(Array.fromAsync(loop.blobs.list('')), /the same page twice/)
    assert.match(loop.requests[1]?.url ?? '', /continuation-token=x%2B%2F%3D/)
  })
})

describe('a server', () => {
  it('that has stopped gives an error within the time-out', async t => {
    const server = await serve(() => undefined)
    await server.close()
    const started = performance.now()
    await refuses(openAt(server.endpoint).get(key), /^S3 get failed: ECONNREFUSED, no answer$/)
    assert.ok(performance.now() - started < 5_000)
    t.diagnostic(`${Math.round(performance.now() - started)} ms`)
  })

  it('that does not answer, or stops in the middle, gives an error at the time-out and is not asked again', async t => {
    for (const answer of [
      () => undefined,
      (response: ServerResponse) => response.writeHead(200).write('half'),
    ]) {
      const { endpoint, requests } = await answering(t, answer)
      const blobs = openAt(endpoint, goodCredentials, '&timeoutMs=50')
      await assert.rejects(blobs.get(key), error => error instanceof S3Error && error.code === 'TimeoutError')
      assert.equal(requests.length, 1)
    }
  })

  it('that keeps failing is given up at the time-out even between two tries', async t => {
    const { endpoint } = await answering(t, status(503, fault('SlowDown')))
    const location = parseS3Location(`s3://${bucket}?endpoint=${endpoint}&timeoutMs=100`, {})
    const blobs = new S3Blobs(location, goodCredentials, { pauseMs: 60_000 })
    await refuses(blobs.get(key), /^S3 get failed: 503 SlowDown$/)
  })
})
