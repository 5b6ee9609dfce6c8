import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGroupCommit } from './group-commit.ts'

function open(write: (batch: readonly string[]) => Promise<void>, characters?: (item: string) => number) {
  const told: string[] = []
  const group = createGroupCommit<string>({
    most: 1,
    mostPerBatch: 2,
    ...(characters && { charactersOf: characters }),
    async write(batch) {
      await write(batch)
      return batch.map(item => () => void told.push(item))
    },
    refusal: (item, error) => () => void told.push(`${item}: ${(error as Error).message}`),
    onAnswered: batch => void told.push(`all of ${batch.join()}`),
  })
  return { told, group }
}

/** Batches leave in one turn of the event loop and are told of in the next. */
const afterAllThatIsDue = async () => {
  for (let turn = 0; turn < 3; turn++) await new Promise(resolve => setImmediate(resolve))
}

test('a drain waits until each is told, also of a batch that lands before the last one’s answers are written', async () => {
  const { told, group } = open(async () => {})
  group.add('one tenant', 'a')
  group.add('another', 'b')
  await group.drain()
  assert.deepEqual(told, ['a', 'all of a', 'b', 'all of b'])
})

test('a full batch follows the one in the air, where it may; a smaller one waits, and so does a third', async () => {
  const landings: (() => void)[] = []
  const took: string[] = []
  let mayFollow = true
  const group = createGroupCommit<string>({
    most: 1,
    mostPerBatch: 2,
    mayFollow: () => mayFollow,
    async write(batch) {
      took.push(batch.join(''))
      await new Promise<void>(land => landings.push(land))
      return batch.map(() => () => {})
    },
    refusal: () => () => {},
    onAnswered: () => {},
  })
  const land = () => {
    landings.shift()?.()
    return afterAllThatIsDue()
  }
  for (const item of 'abcdefg') group.add('tenant', item)
  await afterAllThatIsDue()
  assert.deepEqual(took, ['ab', 'cd'])
  mayFollow = false
  await land()
  assert.deepEqual(took, ['ab', 'cd'])
  await land()
  assert.deepEqual(took, ['ab', 'cd', 'ef'])
  mayFollow = true
  await afterAllThatIsDue()
  assert.deepEqual(took, ['ab', 'cd', 'ef'])
  await land()
  assert.deepEqual(took, ['ab', 'cd', 'ef', 'g'])
  await land()
  await group.drain()
})

test('a few wait as long as each turn of the event loop brings more', async () => {
  const batches: string[] = []
  const group = createGroupCommit<string>({
    most: 1,
    mostPerBatch: 10,
    async write(batch) {
      batches.push(batch.join(''))
      return batch.map(() => () => {})
    },
    refusal: () => () => {},
    onAnswered: () => {},
  })
  group.add('tenant', 'a')
  group.add('tenant', 'b')
  setImmediate(() => group.add('tenant', 'c'))
  await afterAllThatIsDue()
  await group.drain()
  assert.deepEqual(batches, ['abc'])
  group.add('tenant', 'd')
  setImmediate(() => group.add('tenant', 'e'))
  await afterAllThatIsDue()
  await group.drain()
  assert.deepEqual(batches, ['abc', 'd', 'e'])
})

test('one that cannot be written is refused alone', async () => {
  const { told, group } = open(async batch => {
    if (batch.includes('bad')) throw new Error('no')
  })
  for (const item of ['a', 'bad', 'c']) group.add('tenant', item)
  await group.drain()
  assert.deepEqual(told, ['a', 'bad: no', 'all of a,bad', 'c', 'all of c'])
})

test('what is taken back is not written', async () => {
  const batches: string[] = []
  const { group } = open(async batch => void batches.push(batch.join()))
  for (const item of ['a', 'b', 'c']) group.add('tenant', item)
  group.withdraw('tenant', 'b')
  group.withdraw('tenant', 'nobody')
  await group.drain()
  assert.deepEqual(batches, ['a,c'])
})

test('a batch has an end by the characters that it brings along', async () => {
  const batches: string[] = []
  const { group } = open(
    async batch => void batches.push(batch.join()),
    () => 5_000_000,
  )
  for (const item of ['a', 'b']) group.add('tenant', item)
  await group.drain()
  assert.deepEqual(batches, ['a', 'b'])
})
