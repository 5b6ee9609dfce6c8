import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareDays } from './canonical.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const person = { table: 'contacts', id: id(999), columns: { name: 'Ada' } }

/** A send of a run of a fact; `first` is the id of the fact, and the others follow. */
const day = (first: number, text = 'hello') => [
  person,
  {
    table: 'message_sends',
    id: id(first + 2),
    columns: { dedupe_key: `automation:${id(first + 1)}:0`, text, contact: person.id },
  },
  {
    table: 'automation_runs',
    id: id(first + 1),
    columns: { automation_id: 'a', contact_id: person.id, entry_fact: id(first), step: 'end' },
  },
  { table: 'facts', id: id(first), columns: { marker: 'a' } },
  { table: 'outbox', id: id(first + 2), columns: { text: 'x' } },
  { table: 'members', id: undefined, columns: { contact: person.id } },
]

test('days that differ in drawn ids and in the order of rows are the same', () => {
  assert.deepEqual(compareDays(day(1), day(50).toReversed()), [])
})

test('another value is one difference on each side, where it is', () => {
  const found = compareDays(day(1), day(50, 'bye')).map(({ table, only }) => `${table} ${only}`)
  assert.deepEqual(found.sort(), ['message_sends disturbed', 'message_sends undisturbed'])
})

test('a missing row and a row that is there twice are told', () => {
  assert.deepEqual(
    compareDays(day(1), day(50).slice(0, 5)).map(({ table, only }) => `${table} ${only}`),
    ['members undisturbed'],
  )
  const twice = [...day(50), { ...day(50)[3]!, id: id(77) }]
  const [extra, ...others] = compareDays(day(1), twice)
  assert.deepEqual([extra!.table, extra!.only, others.length], ['facts', 'disturbed', 0])
  assert.match(extra!.text, /#2/)
})
