import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, type Company, testApp } from '../../../test/kit/app.ts'
import { assertRefusal } from '../../../test/kit/voyado.ts'
import type { Operation } from '../../http/operation.ts'
import { voyado } from './dialect.ts'

const { newCompany, close } = await testApp()
after(close)

const scopes = [...new Set(voyado.operations.map(operation => operation.scope))]
const nouns = [...new Set(scopes.map(scope => scope.split(':')[0]!))]
const somebody = '018f0000-0000-7000-8000-000000000000'

const everyOperation = voyado.operations.flatMap(operation => {
  const served = operation.versions ?? voyado.versions.map(version => version.name)
  return served.map(version => ({ operation, version }))
})

function perform({ call }: Company, operation: Operation, version: string): Promise<Answer> {
  const path = `${voyado.mount(version)}${operation.path.replaceAll(/\{\w+\}/g, somebody)}`
  return call(operation.method, path, operation.body ? { body: {} } : {})
}

test('every scope is to read or to write a noun', () => {
  assert.deepEqual(
    scopes.filter(scope => !/^[a-z-]+:(read|write)$/.test(scope)),
    [],
  )
  for (const scope of ['contacts:read', 'contacts:write', 'interactions:read', 'interactions:write'])
    assert.ok(scopes.includes(scope), scope)
})

test('an operation is refused to a key with every scope but its own', async () => {
  for (const scope of scopes) {
    const company = await newCompany({ key: { scopes: scopes.filter(other => other !== scope) } })
    for (const { operation, version } of everyOperation.filter(each => each.operation.scope === scope)) {
      const answer = await perform(company, operation, version)
      assertRefusal(answer, 403, 'Forbidden', new RegExp(scope))
    }
  }
})

const enough: Record<string, (scope: string) => string[]> = {
  'with its scope alone': scope => [scope],
  'with all of its noun': scope => [`${scope.split(':')[0]}:*`],
}
for (const [words, scopesFor] of Object.entries(enough)) {
  test(`an operation is open to a key ${words}`, async () => {
    for (const scope of scopes) {
      const company = await newCompany({ key: { scopes: scopesFor(scope) } })
      for (const { operation, version } of everyOperation.filter(each => each.operation.scope === scope)) {
        const { status, text } = await perform(company, operation, version)
        assert.ok(status !== 401 && status !== 403 && status < 500, `${operation.name} ${version}: ${text}`)
      }
    }
  })
}

test('a key of one noun opens no other', async () => {
  for (const noun of nouns) {
    const company = await newCompany({ key: { scopes: [`${noun}:*`] } })
    const others = everyOperation.filter(({ operation }) => !operation.scope.startsWith(`${noun}:`))
    for (const { operation, version } of others)
      assertRefusal(await perform(company, operation, version), 403, 'Forbidden')
  }
})

test('a key without scopes opens everything', async () => {
  const company = await newCompany()
  for (const { operation, version } of everyOperation) {
    const { status } = await perform(company, operation, version)
    assert.ok(status !== 401 && status !== 403 && status < 500, `${operation.name} ${version}`)
  }
})

test('no operation is open without a key', async () => {
  const { call } = await newCompany()
  const stranger = {
    call: (method, path, options) => call(method, path, { ...options, headers: { apikey: undefined } }),
  } as Company
  for (const { operation, version } of everyOperation)
    assertRefusal(await perform(stranger, operation, version), 401, 'Unauthorized')
})
