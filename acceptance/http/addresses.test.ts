import { equal } from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { freePort } from '../kit/free-port.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'

/** What clients are told of where they are and what the server believes of where they come from. */
describe('Addresses', () => {
  let home: Home
  let farKey: string
  before(async () => {
    home = await newHome()
    const server = await home.start()
    farKey = JSON.parse(
      (await home.parley(['key', 'create', 'acme', '--ip', '203.0.113.0/24', '--json'])).stdout,
    ).secret
    await server.stop()
  })
  after(() => home.remove())

  const forwarded = {
    'x-forwarded-for': '203.0.113.9',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'acme.example.com',
  }
  async function originOfLink(server: Server, headers: Record<string, string> = {}) {
    const { contactId, schemaId } = server.demo.sample
    const body = { contactId, schemaId, payload: { name: 'Linked' } }
    const answer = await server.call('POST', '/api/v3/interactions', body, headers)
    const { self } = (await answer.json()) as { self: { href: string } }
    return new URL(self.href).origin
  }
  const statusOfFarKey = async (server: Server) =>
    (await server.call('GET', '/api/v3/contacts/count', undefined, { ...forwarded, apikey: farKey })).status

  it('in links are the one that was called, and X-Forwarded headers are not believed', async () => {
    const server = await home.start()
    equal(await originOfLink(server), server.url)
    equal(await originOfLink(server, forwarded), server.url)
    equal(await statusOfFarKey(server), 403)
    await server.stop()
  })

  it('are those that a trusted proxy tells', async () => {
    const server = await home.start(['start', '--demo'], { PARLEY_TRUST_PROXY: 'loopback' })
    equal(await originOfLink(server, forwarded), 'https://acme.example.com')
    equal(await statusOfFarKey(server), 200)
    await server.stop()
  })

  it('are not those that any other proxy tells', async () => {
    const server = await home.start(['start', '--demo'], { PARLEY_TRUST_PROXY: '192.0.2.1, 10.0.0.0/8' })
    equal(await originOfLink(server, forwarded), server.url)
    equal(await statusOfFarKey(server), 403)
    await server.stop()
  })

  it('in links and on the card are PARLEY_PUBLIC_URL when it is set', async () => {
    const PARLEY_PORT = String(await freePort())
    const publicUrl = 'https://engage.example.com'
    const server = await home.start(['start', '--demo'], { PARLEY_PORT, PARLEY_PUBLIC_URL: `${publicUrl}/` })
    equal(server.demo.baseUrl, publicUrl)
    equal(await originOfLink(server), publicUrl)
    equal(await originOfLink(server, forwarded), publicUrl)
    await server.stop()
  })
})
