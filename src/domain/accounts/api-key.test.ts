import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { type ApiKey, hashSecret, hasScope, isUsable, newSecret, readAllowList } from './api-key.ts'

const at = new Date('2025-06-15T12:00:00Z')
const later = new Date(at.getTime() + 1)
const key: ApiKey = {
  id: 'k',
  tenantId: 't',
  dialect: 'voyado',
  name: 'till',
  scopes: [],
  ipAllowList: [],
  expiresAt: null,
  revokedAt: null,
  version: 1,
  owner: null,
  createdAt: at,
}

function admits(list: readonly string[], address: string): boolean {
  const allowList = readAllowList(list)
  if ('problem' in allowList) assert.fail(allowList.problem)
  return allowList.admits(address)
}

test('a key serves until it expires or is revoked', () => {
  assert.ok(isUsable(key, at))
  assert.ok(isUsable({ ...key, expiresAt: later }, at))
  assert.ok(!isUsable({ ...key, expiresAt: at }, at), 'not at the moment of its end')
  assert.ok(!isUsable({ ...key, expiresAt: at }, later))
  assert.ok(!isUsable({ ...key, revokedAt: later }, at))
})

test('a key without scopes may do everything, one with scopes what they say', () => {
  assert.ok(hasScope(key, 'interactions:write'))
  const narrow = { ...key, scopes: ['interactions:write', 'contacts:*'] }
  for (const scope of ['interactions:write', 'contacts:read', 'contacts:write'])
    assert.ok(hasScope(narrow, scope), scope)
  for (const scope of [
    'interactions:read',
    'interactions:*',
    'contact:read',
    'contacts-x:read',
    'schemas:read',
  ])
    assert.ok(!hasScope(narrow, scope), scope)
})

test('secrets are unlike each other, tell what they are, and are kept as SHA-256', () => {
  const secrets = Array.from({ length: 100 }, newSecret)
  assert.equal(new Set(secrets).size, 100)
  for (const secret of secrets) assert.match(secret, /^pk_[A-Za-z0-9_-]{43}$/)
  assert.equal(hashSecret(secrets[0]!), createHash('sha256').update(secrets[0]!).digest('hex'))
})

test('an empty list lets every address in', () => {
  for (const address of ['203.0.113.7', '2001:db8::1', 'not an address']) assert.ok(admits([], address))
})

test('a list lets in its addresses and blocks, and no others', () => {
  const list = ['192.0.2.7', '10.0.0.0/8', '2001:db8::/32', '2001:db9::1']
  const inside = ['192.0.2.7', '10.0.0.0', '10.255.255.255', '2001:db8::1', '2001:db8:ffff::', '2001:db9::1']
  for (const address of [...inside, '2001:DB8:0:0::1']) assert.ok(admits(list, address), address)
  const outside = [
    '192.0.2.8',
    '11.0.0.0',
    '9.255.255.255',
    '2001:db7::1',
    '2001:db9::2',
    '::1',
    '',
    'x',
    '10.1',
  ]
  for (const address of [...outside, '10.0.0.1, 8.8.8.8', ' 10.0.0.1'])
    assert.ok(!admits(list, address), address)
})

test('an IPv4 address is the same when it comes or is listed in the form of IPv6', () => {
  for (const address of ['::ffff:10.0.0.1', '::FFFF:10.0.0.1', '::ffff:a00:1']) {
    assert.ok(admits(['10.0.0.0/8'], address), address)
    assert.ok(!admits(['11.0.0.0/8'], address), address)
  }
  assert.ok(admits(['::ffff:10.0.0.0/104'], '10.0.0.1'))
  assert.ok(!admits(['::ffff:10.0.0.0/104'], '11.0.0.1'))
})

test('the widest and the narrowest block are blocks', () => {
  assert.ok(admits(['0.0.0.0/0'], '203.0.113.7'))
  assert.ok(!admits(['0.0.0.0/0'], '2001:db8::1'))
  assert.ok(admits(['::/0'], '2001:db8::1'))
  assert.ok(admits(['10.0.0.1/32'], '10.0.0.1') && !admits(['10.0.0.1/32'], '10.0.0.2'))
  assert.ok(admits(['2001:db8::1/128'], '2001:db8::1') && !admits(['2001:db8::1/128'], '2001:db8::2'))
})

test('what is not an address or a block is told', () => {
  const wrong = ['', '10', '10.0.0', '10.0.0.256', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/-1']
  const alsoWrong = [
    '10.0.0.0/8x',
    '2001:db8::/129',
    'example.com',
    '*',
    '010.0.0.1',
    '10.0.0.1 ',
    '10.0.0.0/1e1',
  ]
  for (const entry of [...wrong, ...alsoWrong])
    assert.deepEqual(readAllowList(['10.0.0.1', entry]), {
      problem: `${entry} is neither an IP address nor a CIDR block.`,
    })
})
