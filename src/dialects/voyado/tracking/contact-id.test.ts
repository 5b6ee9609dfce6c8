import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readContactId } from './contact-id.ts'

test('a contact id is read in every form that it has', () => {
  // The pair that the documentation of .NET's ShortGuid shows.
  const id = 'c9a646d3-9c61-4cb7-bfcd-ee2522c8f633'
  for (const form of [id, id.toUpperCase(), ` ${id} `, id.replaceAll('-', ''), '00amyWGct0y_ze4lIsj2Mw'])
    assert.equal(readContactId(form), id, form)
})

test('what is none is refused', () => {
  for (const text of [
    '',
    'x',
    '00amyWGct0y_ze4lIsj2M',
    '00amyWGct0y_ze4lIsj2Mww',
    '00amyWGct0y+ze4lIsj2Mw',
    '0'.repeat(33),
  ])
    assert.equal(readContactId(text), undefined, text)
})
