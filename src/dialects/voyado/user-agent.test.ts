import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import { rawRequest, sendRaw } from '../../../test/kit/wire.ts'
import { listKeyUses } from '../../domain/accounts/list-accounts.ts'

const { app, services, newCompany, close } = await testApp()
after(close)

const path = '/api/v3/contacts/count'
type Company = Awaited<ReturnType<typeof newCompany>>

async function usesOf({ tenant, keyId }: Company) {
  await services.keyUsage.flush()
  const uses = await listKeyUses(services.db, tenant.id, keyId)
  return uses
    .map(({ userAgent, apiVersion, wellFormed, requests, refused }) => ({
      userAgent,
      apiVersion,
      wellFormed,
      requests,
      ...(refused > 0 && { refused }),
    }))
    .sort((a, b) => (a.userAgent + a.apiVersion < b.userAgent + b.apiVersion ? -1 : 1))
}

test('a request without a User-Agent is refused, and the refusal names the header', async () => {
  const company = await newCompany()
  const answer = await company.call('GET', path, { headers: { 'user-agent': '' } })
  assertRefusal(answer, 400, 'MissingHeader', /User-Agent/)
  assert.deepEqual(answer.body.messageDetails, { header: 'User-Agent' })
  const withoutHeader = await sendRaw(app, rawRequest('GET', path, [`apikey: ${company.apiKey}`]))
  assert.match(withoutHeader, /^HTTP\/1\.1 400 .*"errorCode":"MissingHeader"/s)
  assert.deepEqual(await usesOf(company), [
    { userAgent: '', apiVersion: 'v3', wellFormed: false, requests: 0, refused: 2 },
  ])
})

test('a company may let requests without a User-Agent pass', async () => {
  const company = await newCompany({ settings: { userAgent: 'optional' } })
  const answer = await sendRaw(app, rawRequest('GET', path, [`apikey: ${company.apiKey}`]))
  assert.match(answer, /^HTTP\/1\.1 200 /)
  assert.deepEqual(await usesOf(company), [
    { userAgent: '', apiVersion: 'v3', wellFormed: false, requests: 1 },
  ])
})

test('who called with a key is stored with it, by system and version of the API', async () => {
  const company = await newCompany()
  const as = (userAgent: string, version: string) =>
    company.call('GET', `/api/${version}/contacts/count`, { headers: { 'user-agent': userAgent } })
  await as('AcmePOS/1.5', 'v3')
  await as('AcmePOS/1.5', 'v3')
  await as('AcmePOS/1.5', 'v2')
  await as('curl', 'v3')
  const expected = [
    { userAgent: 'AcmePOS/1.5', apiVersion: 'v2', wellFormed: true, requests: 1 },
    { userAgent: 'AcmePOS/1.5', apiVersion: 'v3', wellFormed: true, requests: 2 },
    { userAgent: 'curl', apiVersion: 'v3', wellFormed: false, requests: 1 },
  ]
  assert.deepEqual(await usesOf(company), expected)

  await as('AcmePOS/1.5', 'v2')
  const [first] = await usesOf(company)
  assert.equal(first?.requests, 2)
})

test('a User-Agent of another form is let in and flagged', async () => {
  const company = await newCompany()
  const odd = ['Mozilla', 'my shop', '/1.0', 'shop/', 'Ünï/1', 'x'.repeat(5000)]
  for (const userAgent of odd)
    assert.equal((await company.call('GET', path, { headers: { 'user-agent': userAgent } })).status, 200)
  const uses = await usesOf(company)
  assert.equal(uses.length, odd.length)
  assert.ok(uses.every(({ userAgent }) => userAgent.length <= 200))
  const flagged = uses.filter(({ wellFormed }) => !wellFormed).map(({ userAgent }) => userAgent.slice(0, 9))
  assert.deepEqual(flagged.sort(), ['/1.0', 'Mozilla', 'my shop', 'shop/', 'xxxxxxxxx'])
})
