import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/kit/database.ts'
import { newId } from '../kernel/ids.ts'
import { instantArray, jsonArray, placeArray, uuidArray } from './arrays.ts'

const { pool, close } = await testDatabase()
after(close)

/** What the database finds in an array of that type. */
async function read(array: Buffer, type: string): Promise<unknown[]> {
  const { rows } = await pool.query(`select element from unnest($1::${type}[]) as given (element)`, [array])
  return rows.map(row => row.element)
}

test('ids come as they are, in whatever letters, and with gaps', async () => {
  const ids = [newId(), null, '00000000-0000-0000-0000-000000000000', newId(), null]
  assert.deepEqual(await read(uuidArray(ids), 'uuid'), ids)
  const id = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
  assert.deepEqual(await read(uuidArray([id.toUpperCase(), id.replaceAll('-', '')]), 'uuid'), [id, id])
})

test('what is no id is not made one', () => {
  const id = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
  for (const wrong of [
    '',
    'null',
    id.slice(1),
    `${id}00`,
    id.replace('f', 'g'),
    id.replace('f', 'é'),
    `${id}-`,
  ])
    assert.throws(() => uuidArray([id, wrong]), TypeError, wrong)
})

test('instants come to the millisecond, however far away', async () => {
  const texts = [
    '0001-01-01T00:00:00.000Z',
    '1969-12-31T23:59:59.999Z',
    '1999-12-31T23:59:59.999Z',
    '2000-01-01T00:00:00.000Z',
    '2026-11-27T20:15:30.123Z',
    '9999-12-31T23:59:59.999Z',
  ]
  const instants = texts.map(text => new Date(text))
  assert.deepEqual(await read(instantArray(instants), 'timestamptz'), instants)
})

test('places begin with 0', async () => {
  assert.deepEqual(
    await read(placeArray(1000), 'smallint'),
    Array.from({ length: 1000 }, (_, place) => place),
  )
})

test('there may be none of them', async () => {
  for (const [array, type] of [
    [uuidArray([]), 'uuid'],
    [instantArray([]), 'timestamptz'],
    [placeArray(0), 'smallint'],
  ] as const)
    assert.deepEqual(await read(array, type), [])
})

test('JSON texts come as they are', async () => {
  const values = [{ a: '"quoted", {braces} \\ and é' }, [], 'text', 1.5]
  const text = jsonArray(values.map(value => JSON.stringify(value)))
  const { rows } = await pool.query('select value from jsonb_array_elements($1::jsonb)', [text])
  assert.deepEqual(
    rows.map(row => row.value),
    values,
  )
})
