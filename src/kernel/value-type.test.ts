import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutText, fitValue, learnTypes, typeOfValue } from './value-type.ts'

test('a value has a type, and only a date with a time is a date', () => {
  const values = ['x', '2024-05-01', '2024-05-01T10:00:00+0530', '2024-05-01 10:00', 1, true, [], {}, null]
  assert.deepEqual(values.map(typeOfValue), [
    'string',
    'string',
    'date',
    'date',
    'number',
    'boolean',
    'array',
    'object',
    undefined,
  ])
})

test('a date is kept in UTC, and what is none is not kept', () => {
  assert.equal(fitValue('2024-05-01T10:00+05:30', 'date'), '2024-05-01T04:30:00.000Z')
  assert.equal(fitValue('2024-05-01', 'date'), '2024-05-01T00:00:00.000Z')
  assert.equal(fitValue('2024-13-01', 'date'), undefined)
  assert.equal(fitValue(1, 'date'), undefined)
})

test('a text is cut at whole characters', () => {
  assert.equal(cutText('ab😀', 3), 'ab')
  assert.equal(cutText('ab😀', 4), 'ab😀')
})

test('names that are new are learnt in order, up to 25 of a type', () => {
  const given = Object.entries({
    __proto__x: 1,
    ...Object.fromEntries([...'abcdefghijklmnopqrstuvwxyz'].map(n => [n, 1])),
  })
  const { values, news, dropped } = learnTypes(new Map([['a', 'string']]), given)
  assert.equal(news.size, 25)
  assert.deepEqual(dropped, ['a', 'z'])
  assert.equal(values.size, 25)
})
