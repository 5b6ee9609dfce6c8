import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMapping, suggestMapping, toJobRow } from './csv-columns.ts'
import { type CsvRecord, eachRecord, readCsvFile, toCsvLine } from './csv-file.ts'

async function recordsOf(bytes: Uint8Array): Promise<CsvRecord[]> {
  const records: CsvRecord[] = []
  await eachRecord(readCsvFile(bytes), record => void records.push(record))
  return records
}

test('the character set and the delimiter are found out', () => {
  const latin1 = Buffer.from('E-post;Förnamn\r\na@example.com;Åsa\r\n', 'latin1')
  const found = readCsvFile(latin1)
  assert.deepEqual([found.charset, found.delimiter], ['windows-1252', ';'])
  assert.match(found.text, /Förnamn[\s\S]*Åsa/)
  assert.equal(readCsvFile(Buffer.from('é,b')).charset, 'utf-8')
  const utf16 = readCsvFile(Buffer.from('\ufeffa\tb\nå\t2', 'utf16le'))
  assert.deepEqual([utf16.charset, utf16.delimiter, utf16.text], ['utf-16le', '\t', 'a\tb\nå\t2'])
  assert.equal(readCsvFile(Buffer.from('"a,b,c";d\n1;2')).delimiter, ';')
  assert.equal(readCsvFile(Buffer.from('one')).delimiter, ',')
  assert.equal(readCsvFile(Buffer.from([0x80, 0xe5]), {}).text, '€å')
})

test('records keep quotes, line ends within them, and their line in the file', async () => {
  const records = await recordsOf(Buffer.from('\ufeffa,b\r\n\r\n"x ""y""","1\n2"\nz\n'))
  assert.deepEqual(records, [
    { line: 1, cells: ['a', 'b'] },
    { line: 4, cells: ['x "y"', '1\n2'] },
    { line: 5, cells: ['z'] },
  ])
})

test('what is no CSV is refused, and so is a record without an end', async () => {
  for (const text of ['a,b\n"x', 'a\n"x"y,\n', `a\n"${'x'.repeat(200_000)}"`, ','.repeat(300)])
    await assert.rejects(recordsOf(Buffer.from(text)), { code: 'input-invalid' })
})

test('reading stops when it is told to, and lets others have their turn', async () => {
  const text = `a,b\n${'1,2\n'.repeat(300_000)}`
  let seen = 0
  await eachRecord(readCsvFile(Buffer.from(text)), () => (++seen === 5 ? 'stop' : undefined))
  assert.equal(seen, 5)
})

test('columns are known by what people call them', () => {
  const header = [
    'E-post',
    'Förnamn',
    'Efternamn',
    'Mobil',
    'Fav colour',
    'accepts email',
    'consents.news',
    'email',
  ]
  assert.deepEqual(
    suggestMapping(header).map(({ target, type }) => `${target}:${type}`),
    [
      'email:text',
      'firstName:text',
      'lastName:text',
      'mobilePhone:text',
      'Fav_colour:text',
      'preferences.email:boolean',
      'consents.news:boolean',
    ],
  )
})

test('a mapping that does not fit the file is refused with every fault', () => {
  const wrong = [
    { column: 'b', target: 'email' },
    { column: 'a', target: 'email' },
    { column: 'c', target: 'x' },
    { column: 'a', target: 'preferences.fax' },
    { column: 'a', target: '\u0000' },
  ]
  assert.throws(
    () => readMapping(['a', 'c', 'c'], wrong),
    ({ data }: { data: { faults: { field: string }[] } }) => {
      assert.deepEqual(
        data.faults.map(({ field }) => field),
        [
          '/mapping/0/column',
          '/mapping/1/target',
          '/mapping/2/column',
          '/mapping/3/target',
          '/mapping/4/target',
        ],
      )
      return true
    },
  )
})

test('cells become what their column says, blank ones nothing or null', () => {
  const columns = readMapping(
    ['a', 'b', 'c', 'd', 'e'],
    [
      { column: 'a', target: 'email' },
      { column: 'b', target: '__proto__', type: 'number' },
      { column: 'c', target: 'preferences.sms' },
      { column: 'd', target: 'consents.news' },
      { column: 'e', target: 'city' },
    ],
  )
  const row = toJobRow([' a@example.com ', '-1,5', 'Ja', 'no', ' '], columns, false)
  assert.deepEqual(Object.entries(row.attributes), [
    ['email', 'a@example.com'],
    ['__proto__', -1.5],
  ])
  assert.deepEqual([row.preferences, row.consents], [{ sms: true }, [{ id: 'news', value: false }]])
  assert.deepEqual(
    toJobRow(['a@example.com'], columns, true).attributes,
    JSON.parse('{"email":"a@example.com","__proto__":null,"city":null}'),
  )
  assert.throws(() => toJobRow(['', 'x', 'maybe'], columns, false), { code: 'contact-invalid' })
})

test('a line that is written is read back, and no cell of it is a formula', async () => {
  const cells = ['a;b', 'x "y"', '1\n2', ' blank ', '', '+46 70 123', '-5', '=1+1', '@x', '-x']
  const [record] = await recordsOf(Buffer.from(`a;${'b;'.repeat(9)}\n${toCsvLine(cells, ';')}`)).then(all =>
    all.slice(1),
  )
  assert.deepEqual(record?.cells, [...cells.slice(0, 7), "'=1+1", "'@x", "'-x"])
})
