import assert from 'node:assert/strict'
import type { LookupAddress } from 'node:dns'
import { test } from 'node:test'
import { AddressRefused, guardedLookup, isPublicAddress, literalHost } from './address-guard.ts'

const refused = [
  // this network, loopback, private, shared, link-local with the metadata of clouds
  ...['0.0.0.0', '0.1.2.3', '127.0.0.1', '127.255.255.254', '10.0.0.1', '10.255.255.255'],
  ...['172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  ...['100.64.0.1', '100.100.100.200', '100.127.255.255', '169.254.169.254', '169.254.0.1'],
  ...['192.0.0.1', '192.0.0.192', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.1', '203.0.113.7'],
  ...['192.88.99.1', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16'],
  ...['::', '::1', '::7f00:1', 'fc00::1', 'fd00:ec2::254', 'fe80::1', 'febf::1', 'fec0::1', 'ff02::1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.1.2.3', '::ffff:a9fe:a9fe', '0:0:0:0:0:ffff:c0a8:1'],
  ...[
    '64:ff9b::127.0.0.1',
    '64:ff9b::a00:1',
    '64:ff9b:1::1',
    '100::1',
    '2001::1',
    '2001:10::1',
    '2001:db8::1',
  ],
  ...['2002:7f00:1::', '3fff::1', '5f00::1', 'fe80::1%eth0', '', 'localhost', '1.2.3', '999.1.1.1'],
]
const admitted = [
  ...['1.1.1.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '172.15.0.1'],
  ...['172.32.0.1', '192.167.1.1', '192.169.1.1', '198.17.1.1', '198.20.1.1', '223.255.255.255'],
  ...['2606:4700::1111', '2a00:1450:4001::5', '2001:4860:4860::8888', '::ffff:8.8.8.8', '::ffff:808:808'],
  ...['64:ff9b::8.8.8.8', '64:ff9b::808:808'],
]

for (const address of refused)
  test(`${address || 'no text'} is not reached`, () => assert.equal(isPublicAddress(address), false))
for (const address of admitted)
  test(`${address} is reached`, () => assert.equal(isPublicAddress(address), true))

test('an address written in an odd way is the one that it means', () => {
  const odd = [
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.',
    '[::ffff:127.0.0.1]',
    '[::1]',
    '①②⑦.0.0.1',
  ]
  for (const host of odd) {
    const literal = literalHost(new URL(`http://${host}/`).hostname)
    assert.ok(literal !== undefined && !isPublicAddress(literal), host)
  }
  assert.equal(literalHost('example.com'), undefined)
})

const lookup = (addresses: LookupAddress[], options: object) =>
  new Promise<unknown>(resolve => {
    const resolver = (_host: string, tell: (error: null, found: LookupAddress[]) => void) =>
      tell(null, addresses)
    guardedLookup(resolver)('name.example', options, (error, address, family) =>
      resolve(error ?? (family === undefined ? address : [address, family])),
    )
  })

test('of the addresses of a name only those that may be reached are told', async () => {
  const mixed = [
    { address: '10.0.0.1', family: 4 },
    { address: '8.8.8.8', family: 4 },
    { address: '::1', family: 6 },
    { address: '2606:4700::1111', family: 6 },
  ]
  assert.deepEqual(await lookup(mixed, { all: true }), [mixed[1], mixed[3]])
  assert.deepEqual(await lookup(mixed, {}), ['8.8.8.8', 4])
  assert.ok((await lookup([mixed[0]!, mixed[2]!], { all: true })) instanceof AddressRefused)
  assert.ok((await lookup([], {})) instanceof AddressRefused)
})
