/** That the runner of the tests lets nothing pass that failed. */
import { equal, match } from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'

const samples = new URL('./samples/', import.meta.url).pathname

/** Runs samples in one process; always the one that passes comes last. */
async function runSamples(names: readonly string[], timeoutMs = 20_000) {
  const files = [...names, 'passes'].map(name => `${samples}${name}.ts`)
  const { NODE_TEST_CONTEXT: _, ...env } = process.env // else it would think itself one of ours
  const child = spawn(process.execPath, [`${samples}run.ts`, String(timeoutMs), ...files], { env })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    output += text
  })
  const [code] = await once(child, 'close')
  const count = (word: string) => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(output)![1])
  return { code, output, passed: count('pass'), failed: count('fail') + count('cancelled') }
}

test('what passes is counted, and the exit code is 0', async () => {
  const { code, passed, failed, output } = await runSamples([])
  equal(code, 0, output)
  equal(passed, 2, output)
  equal(failed, 0, output)
})

const faults = {
  fails: /a test that fails/,
  'cannot-be-read': /as it should/,
  exits: /exits\.ts/,
  'leaves-a-rejection': /leaves a rejection/,
  'cannot-clean-up': /as it should/,
}

test('a failure is told with its file and its name, and the next files run all the same', async () => {
  const { code, passed, failed, output } = await runSamples(Object.keys(faults))
  equal(code, 1, output)
  for (const [name, told] of Object.entries(faults)) {
    const failures = output.slice(output.indexOf('failing tests:'))
    match(failures, new RegExp(`${name}\\.ts`), output)
    match(failures, told, output)
  }
  equal(failed, 4, output)
  equal(passed, 3, output)
})

test('a file that does not end is stopped and named, and the next files run all the same', async () => {
  const { code, output, passed } = await runSamples(['waits', 'spins', 'waits-at-the-door'], 500)
  equal(code, 1, output)
  for (const name of ['waits', 'spins', 'waits-at-the-door'])
    match(output.slice(output.indexOf('failing tests:')), new RegExp(`${name}\\.ts`), output)
  equal(passed, 2, output)
})
