import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { createTenant } from '../../domain/accounts/create-tenant.ts'
import { createServer } from '../../http/server.ts'
import { transact } from '../../storage/database.ts'
import { voyado } from './dialect.ts'

const { services, newCompany, close } = await testApp()
after(close)

const path = '/api/v3/contacts/count'

test('a key is good for the host that names its own company, or none', async () => {
  const { tenant, call } = await newCompany()
  const hosts = [
    `${tenant.slug}.voyado.com`,
    `${tenant.slug}.staging.voyado.com`,
    `${tenant.slug.toUpperCase()}.Example.com:8443`,
    'api.example.com',
    'example.com',
    'localhost:8080',
    '127.0.0.1:8080',
    '[::1]:8080',
    tenant.slug,
  ]
  for (const host of hosts) assert.equal((await call('GET', path, { headers: { host } })).status, 200, host)
})

test('a key is refused at a host that names another company', async () => {
  const { call } = await newCompany()
  const { tenant: other } = await newCompany()
  const hosts = [
    `${other.slug}.voyado.com`,
    `${other.slug}.staging.voyado.com`,
    `${other.slug.toUpperCase()}.example.com:8443`,
  ]
  for (const host of hosts)
    assertRefusal(await call('GET', path, { headers: { host } }), 401, 'Unauthorized', /not valid for/)
})

test('an address names no company, also when one is called by a number', async () => {
  await transact(services.db, tx => createTenant(tx, { slug: '127' }, 'test', new Date()))
  const { call } = await newCompany()
  const at = (host: string) => call('GET', path, { headers: { host } })
  assert.equal((await at('127.0.0.1:8080')).status, 200)
  assert.equal((await at('127.0.0.1')).status, 200)
  assertRefusal(await at('127.example.com'), 401, 'Unauthorized')
})

test('X-Forwarded-Host names a company only behind a trusted proxy', async () => {
  const { apiKey, call } = await newCompany()
  const { tenant: other } = await newCompany()
  const forwarded = { 'x-forwarded-host': `${other.slug}.example.com` }
  assert.equal((await call('GET', path, { headers: forwarded })).status, 200)

  const app = await createServer(services, [voyado], { trustProxy: ['10.0.0.1'], tls: undefined })
  const headers = { ...forwarded, apikey: apiKey, 'user-agent': 'a/1' }
  assert.equal((await app.inject({ url: path, headers, remoteAddress: '10.0.0.1' })).statusCode, 401)
  assert.equal((await app.inject({ url: path, headers, remoteAddress: '10.0.0.2' })).statusCode, 200)
  await app.close()
})
