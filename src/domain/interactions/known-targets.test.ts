import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Prepared } from './interaction.ts'
import { createKnownTargets } from './known-targets.ts'

const [tenant, other] = ['tenant', 'other']
const of = (...contactIds: string[]) =>
  contactIds.map(contactId => ({ contactId, schema: { key: 'schema' } }) as Prepared)

test('what was seen is known at the count at which it was seen', () => {
  const known = createKnownTargets()
  assert.equal(known.removalsFor(tenant, of('a')), undefined)
  known.learn(tenant, of('a'), 3)
  known.learn(tenant, of('b'), 3)
  assert.equal(known.removalsFor(tenant, of('a', 'b')), 3)
  assert.equal(known.removalsFor(tenant, of('a', 'c')), undefined)
  assert.equal(known.removalsFor(other, of('a')), undefined, 'tenants know nothing of each other')
})

test('of what was seen at another count nothing is known', () => {
  const known = createKnownTargets()
  known.learn(tenant, of('a'), 3)
  known.learn(tenant, of('b'), 4)
  assert.equal(known.removalsFor(tenant, of('b')), 4)
  assert.equal(known.removalsFor(tenant, of('a')), undefined)
})

test('what a removal made doubtful is forgotten, of that tenant', () => {
  const known = createKnownTargets()
  known.learn(tenant, of('a'), 0)
  known.learn(other, of('a'), 0)
  known.forget(tenant)
  assert.equal(known.removalsFor(tenant, of('a')), undefined)
  assert.equal(known.removalsFor(other, of('a')), 0)
})

test('it knows no more than so many', () => {
  const known = createKnownTargets(4)
  known.learn(tenant, of('a', 'b', 'c'), 0)
  known.learn(tenant, of('d'), 0)
  assert.equal(known.removalsFor(tenant, of('d')), 0)
  assert.equal(known.removalsFor(tenant, of('a')), undefined)
})
