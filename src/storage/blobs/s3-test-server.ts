import crypto, { createHash, createHmac, randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import S3rver from 's3rver'
import type { S3Credentials } from './s3-location.ts'

export const bucket = 'parley'
export const goodCredentials = {
  AWS_ACCESS_KEY_ID: 'S3RVER',
  AWS_SECRET_ACCESS_KEY: 'S3RVER',
} as const satisfies S3Credentials

export interface TestServer {
  readonly endpoint: string
  close(): Promise<void>
}

/** A server on a free port that answers as the test says. */
export async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

/**
 * s3rver with what it lacks: it checks no signature of version 4, its continuation tokens use a cipher that OpenSSL 3
 * left out, it answers a PUT before the file is there, and it answers a range of an empty object with a byte that never comes.
 */
export async function startS3(): Promise<TestServer> {
  const directory = await mkdtemp(join(tmpdir(), 'parley-s3-'))
  const s3 = new S3rver({ directory, silent: true, configureBuckets: [{ name: bucket }] })
  await s3.configureBuckets()
  restoreSingleDes()
  s3.store.putObject = atomicPut(s3.store)
  s3.store.getObject = withoutRangesOfNothing(s3.store)

  const answer = s3.callback()
  const server = await serve((request, response) => {
    if (isSignedWell(request)) return answer(request, response)
    response.writeHead(403, { 'content-type': 'application/xml' })
    response.end(`<?xml version="1.0"?><Error><Code>SignatureDoesNotMatch</Code><Message>No.</Message>
      <StringToSign>${request.headers.authorization}</StringToSign></Error>`)
  })
  return {
    endpoint: server.endpoint,
    async close() {
      await server.close()
      await rm(directory, { recursive: true })
    },
  }
}

/** Triple DES with one key three times over is single DES, and OpenSSL 3 still has it. */
function restoreSingleDes() {
  const { createCipheriv, createDecipheriv } = crypto
  const thrice = (key: Buffer) => Buffer.concat([key, key, key])
  Object.assign(crypto, {
    createCipheriv: (name: string, key: Buffer, iv: Buffer) =>
      name === 'des' ? createCipheriv('des-ede3-cbc', thrice(key), iv) : createCipheriv(name, key, iv),
    createDecipheriv: (name: string, key: Buffer, iv: Buffer) =>
      name === 'des' ? createDecipheriv('des-ede3-cbc', thrice(key), iv) : createDecipheriv(name, key, iv),
  })
}

function atomicPut(store: S3rver['store']): S3rver['store']['putObject'] {
  return async ({ bucket, key, content }) => {
    const parts: Buffer[] = Buffer.isBuffer(content) ? [content] : await Array.fromAsync(content)
    const bytes = Buffer.concat(parts)
    const md5 = createHash('md5').update(bytes).digest('hex')
    const place = store.getResourcePath(bucket, key, 'object')
    const temporary = `${place}.${randomUUID()}`
    await mkdir(dirname(place), { recursive: true })
    await writeFile(temporary, bytes)
    await rename(temporary, place)
    return { size: bytes.length, md5 }
  }
}

/** An object with a range but no content is what s3rver answers 416 for. */
function withoutRangesOfNothing(store: S3rver['store']): S3rver['store']['getObject'] {
  const getObject = store.getObject.bind(store)
  return async (bucket, key, options) => {
    const object = await getObject(bucket, key, options)
    if (!object?.range || object.size > 0) return object
    object.content?.destroy()
    return Object.assign(object, { content: null })
  }
}

/**
 * Amazon's Signature Version 4 from its description, apart from the library under test: the canonical request is made
 * from what came over the wire.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
function isSignedWell(request: IncomingMessage) {
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, id, scope, names, signature] = form.exec(request.headers.authorization ?? '') ?? []
  if (id !== goodCredentials.AWS_ACCESS_KEY_ID || !scope || !names) return false

  const [path, query = ''] = request.url!.split('?')
  const canonical = [
    request.method,
    path,
    query.split('&').sort().join('&'),
    ...names.split(';').map(name => `${name}:${request.headers[name]}`),
    '',
    names,
    request.headers['x-amz-content-sha256'],
  ].join('\n')
  const hash = createHash('sha256').update(canonical).digest('hex')
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'], scope, hash].join('\n')
  const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest()
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${goodCredentials.AWS_SECRET_ACCESS_KEY}`)
  return hmac(key, text).toString('hex') === signature
}
