import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createKnownTargets } from './known-targets.ts'

const of = (tenantId: string, ...contactIds: string[]) => ({
  tenantId,
  inputs: contactIds.map(contactId => ({ contactId, schema: { key: 'schema' } })),
})

test('what was seen is known at the count at which it was seen', () => {
  const known = createKnownTargets()
  assert.equal(known.removalsFor(of('tenant', 'a')), undefined)
  known.learn(of('tenant', 'a'), 3)
  known.learn(of('tenant', 'b'), 3)
  assert.equal(known.removalsFor(of('tenant', 'a', 'b')), 3)
  assert.equal(known.removalsFor(of('tenant', 'a', 'c')), undefined)
  assert.equal(known.removalsFor(of('other', 'a')), undefined, 'tenants know nothing of each other')
})

test('of what was seen at another count nothing is known', () => {
  const known = createKnownTargets()
  known.learn(of('tenant', 'a'), 3)
  known.learn(of('tenant', 'b'), 4)
  assert.equal(known.removalsFor(of('tenant', 'b')), 4)
  assert.equal(known.removalsFor(of('tenant', 'a')), undefined)
})

test('what a removal made doubtful is forgotten, of that tenant', () => {
  const known = createKnownTargets()
  known.learn(of('tenant', 'a'), 0)
  known.learn(of('other', 'a'), 0)
  known.forget('tenant')
  assert.equal(known.removalsFor(of('tenant', 'a')), undefined)
  assert.equal(known.removalsFor(of('other', 'a')), 0)
})

test('it knows no more than so many', () => {
  const known = createKnownTargets(4)
  known.learn(of('tenant', 'a', 'b', 'c'), 0)
  known.learn(of('tenant', 'd'), 0)
  assert.equal(known.removalsFor(of('tenant', 'd')), 0)
  assert.equal(known.removalsFor(of('tenant', 'a')), undefined)
})
