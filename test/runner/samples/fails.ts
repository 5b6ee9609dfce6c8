import { fail } from 'node:assert/strict'
import { test } from 'node:test'

test('a test that fails', () => fail('as it should'))
