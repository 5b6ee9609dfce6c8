import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { createServer } from '../../http/server.ts'
import { voyado } from './dialect.ts'

const { services, newCompany, close } = await testApp()
after(close)

const path = '/api/v3/contacts/count'
const lists: { list: string[]; admits: string[]; refuses: string[] }[] = [
  {
    list: ['192.0.2.7'],
    admits: ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:192.0.2.7', '::ffff:c000:207'],
    refuses: ['192.0.2.8', '::1', '::192.0.2.7', '10.0.0.1', '::ffff:192.0.2.8'],
  },
  {
    list: ['10.0.0.0/8', '192.168.4.0/22'],
    admits: ['10.0.0.0', '10.255.255.255', '192.168.4.0', '192.168.7.255', '::ffff:10.1.2.3'],
    refuses: ['9.255.255.255', '11.0.0.0', '192.168.8.0', '192.168.3.255', '::ffff:11.0.0.1'],
  },
  {
    list: ['2001:db8::1', '2001:db8:1::/48'],
    admits: ['2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:db8:1::', '2001:db8:1:ffff::1'],
    refuses: ['2001:db8::2', '2001:db8:2::1', '127.0.0.1', '::ffff:127.0.0.1'],
  },
  { list: ['fe80::/10'], admits: ['fe80::1', 'fe80::1%eth0'], refuses: ['fec0::1', '127.0.0.1'] },
  { list: ['0.0.0.0/0'], admits: ['1.2.3.4', '::ffff:1.2.3.4'], refuses: ['2001:db8::1'] },
  { list: ['::ffff:10.0.0.0/104'], admits: ['10.1.2.3', '::ffff:10.1.2.3'], refuses: ['11.1.2.3'] },
  { list: [], admits: ['1.2.3.4', '2001:db8::1'], refuses: [] },
]

for (const { list, admits, refuses } of lists) {
  test(`a key for ${list.join(' and ') || 'any address'} is good from there only`, async () => {
    const { call } = await newCompany({ key: { ipAllowList: list } })
    for (const remoteAddress of admits)
      assert.equal((await call('GET', path, { remoteAddress })).status, 200, remoteAddress)
    for (const remoteAddress of refuses)
      assertRefusal(await call('GET', path, { remoteAddress }), 403, 'Forbidden')
  })
}

test('an address in X-Forwarded-For is not believed', async () => {
  const { call } = await newCompany({ key: { ipAllowList: ['192.0.2.7'] } })
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip']) {
    const headers = { [name]: name === 'forwarded' ? 'for=192.0.2.7' : '192.0.2.7' }
    assertRefusal(await call('GET', path, { headers, remoteAddress: '10.0.0.1' }), 403, 'Forbidden')
  }
})

test('an address in X-Forwarded-For is believed from a proxy that is trusted', async () => {
  const { apiKey } = await newCompany({ key: { ipAllowList: ['192.0.2.7'] } })
  const app = await createServer(services, [voyado], { trustProxy: ['10.0.0.0/24'], tls: undefined })
  const statusOf = async (remoteAddress: string, forwardedFor: string) => {
    const headers = { apikey: apiKey, 'user-agent': 'a/1', 'x-forwarded-for': forwardedFor }
    return (await app.inject({ url: path, headers, remoteAddress })).statusCode
  }
  assert.equal(await statusOf('10.0.0.1', '192.0.2.7'), 200)
  assert.equal(await statusOf('10.0.0.1', '192.0.2.7, 10.0.0.9'), 200, 'through two trusted proxies')
  assert.equal(await statusOf('10.0.0.1', '192.0.2.8'), 403)
  assert.equal(
    await statusOf('10.0.0.1', '192.0.2.7, 203.0.113.5'),
    403,
    'the client put an address in front',
  )
  assert.equal(await statusOf('203.0.113.5', '192.0.2.7'), 403, 'not our proxy')
  for (const nonsense of ['', 'unknown', '192.0.2.7:1234:', '%', ',,', '999.1.1.1'])
    assert.equal(await statusOf('10.0.0.1', nonsense), 403, nonsense)
  await app.close()
})
