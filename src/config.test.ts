import assert from 'node:assert/strict'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { ConfigError, readEnv, toConfig, type VariableName, variables } from './config.ts'

const configure = (env: Record<string, string>) => toConfig(readEnv(env))

function refuses(name: VariableName, ...values: string[]) {
  for (const value of values)
    assert.throws(
      () => configure({ [name]: value }),
      (error: Error) => {
        assert.ok(error instanceof ConfigError, value)
        assert.ok(error.message.startsWith(`${name} `), error.message)
        assert.ok(!error.message.includes('\n'), error.message)
        return true
      },
      `${name}=${value}`,
    )
}

test('without any variable there is a whole configuration', () => {
  const defaults = {
    host: '127.0.0.1',
    port: 8080,
    dataFolder: resolve('data'),
    databaseUrl: undefined,
    blobs: resolve('data', 'blobs'),
    publicUrl: undefined,
    trustProxy: false,
    tls: undefined,
    logLevel: 'info',
    rateLimits: true,
    privateWebhooks: false,
    privateProviders: false,
    thresholds: { lateSeconds: 60, slowSegmentMs: 20 },
  }
  assert.deepEqual(configure({}), defaults)
  const blank = Object.fromEntries(Object.keys(variables).map(name => [name, ' ']))
  assert.deepEqual(configure(blank), defaults, 'a blank variable is one that is not set')
})

test('every variable is read', () => {
  assert.deepEqual(
    configure({
      PARLEY_HOST: '::',
      PARLEY_PORT: ' 0 ',
      PARLEY_DATA: '/srv/parley',
      DATABASE_URL: 'postgresql://u:a%23b@db/parley',
      PARLEY_BLOBS: 's3://bucket/prefix',
      PARLEY_PUBLIC_URL: 'https://engage.example.com/api/',
      PARLEY_TRUST_PROXY: 'loopback, 10.0.0.0/8,2001:db8::/32, 192.0.2.7',
      PARLEY_TLS_CERT: 'cert.pem',
      PARLEY_TLS_KEY: 'key.pem',
      PARLEY_LOG_LEVEL: 'debug',
      PARLEY_RATE_LIMITS: 'off',
      PARLEY_WEBHOOKS_PRIVATE: 'allow',
      PARLEY_PROVIDERS_PRIVATE: 'allow',
      PARLEY_LATE_SECONDS: '300',
      PARLEY_SLOW_SEGMENT_MS: '5',
    }),
    {
      host: '::',
      port: 0,
      dataFolder: '/srv/parley',
      databaseUrl: 'postgresql://u:a%23b@db/parley',
      blobs: 's3://bucket/prefix',
      publicUrl: 'https://engage.example.com/api',
      trustProxy: ['loopback', '10.0.0.0/8', '2001:db8::/32', '192.0.2.7'],
      tls: { cert: 'cert.pem', key: 'key.pem' },
      logLevel: 'debug',
      rateLimits: false,
      privateWebhooks: true,
      privateProviders: true,
      thresholds: { lateSeconds: 300, slowSegmentMs: 5 },
    },
  )
  assert.equal(configure({ PARLEY_DATA: '/srv/parley' }).blobs, '/srv/parley/blobs')
})

test('a host is an address of this machine', () =>
  refuses('PARLEY_HOST', 'example.com', '127.0.0.1:80', '1.2.3', '[::1]', '*'))

test('a port is a number from 0 to 65535', () => {
  refuses('PARLEY_PORT', '65536', '-1', '80.5', '0x50', 'http', '1e3', '999999')
  assert.equal(configure({ PARLEY_PORT: '65535' }).port, 65_535)
})

test('thresholds are whole numbers from 1 on', () => {
  refuses('PARLEY_LATE_SECONDS', '0', '-1', '1.5', '1m', '9999999999')
  refuses('PARLEY_SLOW_SEGMENT_MS', '0', 'fast')
})

test('a database is a PostgreSQL address that can be read, and a wrong one is not repeated: it holds a password', () => {
  const wrong = ['mysql://u:secret@h/db', 'h:5432', 'postgres://', 'postgres://u:secret@h:port/db']
  const badPassword = ['postgres://u:secret%zz@h/db', 'postgres://u:secret#1@h/db']
  refuses('DATABASE_URL', ...wrong, ...badPassword)
  for (const DATABASE_URL of [...wrong, ...badPassword])
    assert.throws(
      () => configure({ DATABASE_URL }),
      ({ message }: Error) => !message.includes('secret'),
    )
  const socket = 'postgres:///parley?host=/var/run/postgresql'
  assert.equal(configure({ DATABASE_URL: socket }).databaseUrl, socket)
})

test('a public address is an http or https one without query', () =>
  refuses(
    'PARLEY_PUBLIC_URL',
    'engage.example.com',
    'ftp://x',
    'http:x',
    'https://x/?a=1',
    'https://x/#a',
    'http://',
  ))

test('trusted proxies are addresses, blocks and three names; trusting everyone is refused', () => {
  refuses('PARLEY_TRUST_PROXY', 'true', '1', 'proxy.internal', '10.0.0.0/33', '2001:db8::/129', '10.0.0.0/')
  refuses('PARLEY_TRUST_PROXY', '10.0.0.0/8/8', '10.0.0.0/x', '0.0.0.0/0', '::/0', 'loopback, nonsense')
  assert.deepEqual(configure({ PARLEY_TRUST_PROXY: ' , loopback,, ' }).trustProxy, ['loopback'])
  assert.equal(configure({ PARLEY_TRUST_PROXY: ',' }).trustProxy, false)
})

test('a choice is one of those there are', () => {
  refuses('PARLEY_LOG_LEVEL', 'verbose', 'INFO')
  refuses('PARLEY_RATE_LIMITS', 'yes', 'true', '200')
  refuses('PARLEY_WEBHOOKS_PRIVATE', 'on', 'true', 'yes')
})

test('a certificate and its key come together', () => {
  assert.throws(() => configure({ PARLEY_TLS_CERT: 'a.pem' }), {
    name: 'ConfigError',
    message: /^PARLEY_TLS_KEY /,
  })
  assert.throws(() => configure({ PARLEY_TLS_KEY: 'a.pem' }), {
    name: 'ConfigError',
    message: /^PARLEY_TLS_CERT /,
  })
})

test('every default is a value that would be accepted', () => {
  for (const [name, variable] of Object.entries(variables))
    assert.doesNotThrow(() => readEnv({ [name]: variable.default }), name)
})

test('every example is a value that would be accepted', () => {
  for (const [name, variable] of Object.entries(variables))
    if ('example' in variable) assert.doesNotThrow(() => readEnv({ [name]: variable.example }), name)
})
