import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasScope } from '../accounts/api-key.ts'
import { mayGrant, type Role, roles, scopesOf } from './role.ts'

const grant = (scopes: readonly string[], rest: object = {}) => ({
  scopes,
  ipAllowList: [],
  expiresAt: null,
  ...rest,
})

test('a role hands on what it may do itself and no more', () => {
  const handsOn = (role: Role) => roles.filter(other => mayGrant(grant(scopesOf[role]), other))
  assert.deepEqual(handsOn('owner'), [...roles])
  assert.deepEqual(handsOn('admin'), ['admin', 'marketer', 'agent', 'developer', 'viewer'])
  assert.ok(!handsOn('marketer').includes('developer'))
  assert.deepEqual(handsOn('viewer'), ['viewer'])
})

test('a key that ends or is bound to addresses makes no people', () => {
  assert.ok(mayGrant(grant([]), 'owner'))
  assert.ok(!mayGrant(grant(['people:write']), 'viewer'))
  assert.ok(!mayGrant(grant([], { ipAllowList: ['192.0.2.1'] }), 'viewer'))
  assert.ok(!mayGrant(grant([], { expiresAt: new Date() }), 'viewer'))
})

test('a viewer writes nothing but what is theirs, and sees no keys', () => {
  assert.deepEqual(
    scopesOf.viewer.filter(scope => !scope.endsWith(':read')),
    ['me:*', 'views:*'],
  )
  for (const scope of ['keys:read', 'audit:read', 'requests:read', 'webhooks:read'])
    assert.ok(!hasScope({ scopes: scopesOf.viewer }, scope))
})
