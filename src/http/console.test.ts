import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { testApp } from '../../test/kit/app.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-console-'))
mkdirSync(join(folder, 'assets'))
const page = '<script nonce="{{nonce}}" src="/assets/index-AbC1.js"></script><meta nonce="{{nonce}}">'
writeFileSync(join(folder, 'index.html'), page)
for (const name of [
  'icon.svg',
  'color-scheme.js',
  'frame.html',
  'frame.js',
  'built-of',
  'assets/index-AbC1.js',
])
  writeFileSync(join(folder, name), `as it is: ${name}`)
writeFileSync(join(folder, 'assets/index-AbC1.js.br'), 'brotli')
writeFileSync(join(folder, 'assets/index-AbC1.js.gz'), 'gzip')

const { app, close } = await testApp({ console: folder })
after(async () => {
  await close()
  rmSync(folder, { recursive: true })
})

const get = (url: string, headers: Record<string, string> = { accept: 'text/html,*/*' }) =>
  app.inject({ method: 'GET', url, headers })

test('a browser on its way to a page gets the page, whatever its address', async () => {
  for (const url of ['/', '/contacts', '/contacts/1?tab=messages', '/Segments/', '/a/b/c.d']) {
    const { statusCode, headers, body } = await get(url)
    assert.equal(statusCode, 200, url)
    assert.match(body, /index-AbC1/)
    assert.equal(headers['cache-control'], 'no-cache')
    assert.equal(headers['x-content-type-options'], 'nosniff')
  }
})

test('the policy lets run what is in our files only, and each answer has a number of its own for styles', async () => {
  const [one, other] = [await get('/'), await get('/')]
  const policy = String(one.headers['content-security-policy'])
  const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
  assert.equal(one.body, page.replaceAll('{{nonce}}', nonce))
  assert.match(policy, /default-src 'none'; script-src 'self'; style-src 'self' 'nonce-/)
  assert.doesNotMatch(policy, /unsafe/)
  assert.notEqual(policy, other.headers['content-security-policy'])
})

test('who asks for something else gets a refusal in the shape that belongs there', async () => {
  for (const url of ['/contacts', '/']) {
    const { statusCode } = await get(url, { accept: '*/*' })
    assert.equal(statusCode, url === '/' ? 200 : 404)
  }
  const inDialects = ['/api/v3/nothing', '/parley/v1/nothing', '/PARLEY/v1/nothing']
  for (const url of [
    ...inDialects,
    '/api/nothing',
    '/parley/v9/contacts',
    '/health/nothing',
    '/docs/nothing',
  ]) {
    const { statusCode, headers } = await get(url)
    assert.ok(statusCode === 404 || statusCode === 401, url)
    assert.match(String(headers['content-type']), /json/, url)
  }
  const posted = await app.inject({ method: 'POST', url: '/contacts', headers: { accept: 'text/html' } })
  assert.equal(posted.statusCode, 404)
})

test('files are kept for good and sent as they were compressed', async () => {
  const url = '/assets/index-AbC1.js'
  const encoded = async (encodings: string) => get(url, { 'accept-encoding': encodings })
  const brotli = await encoded('gzip, br')
  assert.deepEqual([brotli.body, brotli.headers['content-encoding']], ['brotli', 'br'])
  assert.match(String(brotli.headers['cache-control']), /max-age=31536000, immutable/)
  assert.match(String(brotli.headers['content-type']), /javascript/)
  assert.equal((await encoded('gzip')).body, 'gzip')
  assert.match((await encoded('identity')).body, /^as it is/)
  assert.equal((await get('/assets/index-old.js')).statusCode, 404)
})

test('nothing beside what the page needs is told', async () => {
  for (const url of [
    '/built-of',
    '/assets/../built-of',
    '/assets/..%2Fbuilt-of',
    '/assets/%2e%2e/index.html',
    '/assets/',
    '/assets//etc/passwd',
  ]) {
    const { statusCode, body } = await get(url, { accept: '*/*' })
    assert.ok(statusCode >= 400, `${url} ${statusCode}`)
    assert.doesNotMatch(body, /as it is|nonce/, url)
  }
})

test('HTML of others is shown where it is of no origin and nothing runs', async () => {
  const { headers } = await get('/frame.html')
  const policy = String(headers['content-security-policy'])
  assert.match(policy, /^sandbox allow-scripts; default-src 'none'; script-src 'self';/)
  assert.match(policy, /frame-ancestors 'self'$/)
})
