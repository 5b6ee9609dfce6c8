import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { furnishParley, newParleyCompany } from '../../../test/kit/parley.ts'
import type { Operation } from '../../http/operation.ts'
import { parley } from './dialect.ts'

const app = await testApp()
after(app.close)

const oddTexts = [
  '%00',
  'a%00b',
  '%FF',
  '%ED%A0%80',
  '..%2F..%2Fetc%2Fpasswd',
  "'; drop table contacts; --",
  '__proto__',
  'constructor',
  '%F0%9F%99%82',
  '-1',
  '1e400',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00Z',
  'x'.repeat(499),
]
const oddValues: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'a\u0000b',
  '\ud800',
  '__proto__',
  [],
  [null],
  {},
  { a: { b: [{ c: null }] } },
  'x'.repeat(5000),
]
/** Text that no jsonb takes, a name like no other, numbers that are none, and depth. */
const oddBodies = [
  'null',
  '[]',
  '"x"',
  '{"__proto__":{"a":1}}',
  '{"payload":{"a":1e400}}',
  `{"payload":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`,
]
/** These end a stream never, or the test itself. */
const left = new Set(['streamFacts', 'resetTenant'])
const operations = parley.operations.filter(({ name }) => !left.has(name))

const company = await newParleyCompany(app)
const { contactId, schemaId } = await furnishParley(company)
const known: Readonly<Record<string, string>> = { contactId, schemaId }
const json = { 'content-type': 'application/json' }

const addressOf = ({ path }: Operation, value: (name: string) => string) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => value(name))

async function assertSound(operation: Operation, address: string, body?: string) {
  const { method, name } = operation
  const given = method === 'GET' || method === 'DELETE' || body === undefined ? {} : { body, headers: json }
  const { status, text } = await company.ask(method, address, given)
  const what = `${name} ${method} ${address.slice(0, 150)} ${body?.slice(0, 200) ?? ''}`
  assert.ok(status < 500, `${what}: ${status} ${text.slice(0, 300)}`)
  // An address that cannot be decoded is refused before it is known whose it is.
  if (status >= 400) assert.match(text, /"type":"[^"]*problems\/|"errorCode":"BadRequest"/, what)
  if (name === 'createFaultRule') await company.get('DELETE', '/fault-rules')
}

test('an odd name in a path is refused, whatever the operation', async () => {
  for (const operation of operations.filter(({ path }) => path.includes('{')))
    for (const odd of oddTexts)
      await assertSound(
        operation,
        addressOf(operation, () => odd),
        '{}',
      )
})

test('odd parameters are refused or taken, and break nothing', async () => {
  for (const operation of operations.filter(({ query }) => query)) {
    const names = Object.keys(operation.query.properties)
    const address = addressOf(operation, name => known[name] ?? crypto.randomUUID())
    for (const name of names)
      for (const odd of oddTexts) await assertSound(operation, `${address}?${name}=${odd}`)
  }
})

test('odd bodies are refused or taken, and break nothing', async () => {
  for (const operation of operations.filter(({ body }) => body)) {
    const address = addressOf(operation, name => known[name] ?? crypto.randomUUID())
    for (const body of oddBodies) await assertSound(operation, address, body)
    const names = Object.keys(operation.body.properties ?? {})
    for (const name of names)
      for (const odd of oddValues) {
        // The others as they might be, so that this one is looked at.
        const rest = {
          contactId,
          schemaId,
          payload: {},
          name: 'x',
          dialect: 'parley',
          url: 'https://example.com',
          settings: {},
          action: { status: 503 },
          requests: { path: '/nowhere' },
          displayName: 'x',
          id: 'x',
        }
        const others = Object.fromEntries(Object.entries(rest).filter(([key]) => names.includes(key)))
        await assertSound(operation, address, JSON.stringify({ ...others, [name]: odd }))
      }
  }
})
