import { after, test } from 'node:test'

test('a test before a hook that fails', () => {})
after(() => Promise.reject(new Error('as it should')))
