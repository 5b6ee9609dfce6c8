import { afterEach, test } from 'node:test'

let ended = 0
test('a test that passes', () => {})
test('another, after a hook of its own file', ({ diagnostic: _ }) => {
  if (ended !== 1) throw new Error(`${ended} hooks`)
})
afterEach(() => void ended++)
