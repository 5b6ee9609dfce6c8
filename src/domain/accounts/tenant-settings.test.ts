import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readSetting, toSettings } from './tenant-settings.ts'

/** Defaults that a vendor's page or a contract promises. */
const promised = {
  userAgent: 'required',
  contentType: 'body',
  dateTimeOffset: 'optional',
  requestsPerSecond: 200,
  advisedRequestsPerSecond: 50,
  interactionSchemas: 15,
  segmentableProperties: 6,
  production: false,
  timeZone: 'UTC',
  usersPerMinute: 5000,
  eventsPerMinute: 5000,
  bulkRequestsPerMinute: 500,
  transactionsPerMinute: 100,
  businessEventsPerMinute: 1,
  privacyRequestsPerMinute: 100,
  features: [],
}
const defaults = toSettings({})

test('nothing stored is every default', () => {
  assert.partialDeepStrictEqual(defaults, promised)
  for (const stored of [null, undefined, [], 'x', 7]) assert.deepEqual(toSettings(stored), defaults)
})

test('what is stored comes before the default', () => {
  const stored = { userAgent: 'optional', requestsPerSecond: 1, features: ['a', 'b'] }
  assert.deepEqual(toSettings(stored), { ...defaults, ...stored })
})

test('a setting or a value of another version is left out, and the others stay', () => {
  const stored = {
    userAgent: 'optional',
    contentType: 'never',
    requestsPerSecond: '7',
    other: 1,
    toString: 1,
  }
  assert.deepEqual(toSettings(stored), { ...defaults, userAgent: 'optional' })
})

test("settings are nobody else's", () => {
  toSettings({}).features.push('mine')
  assert.deepEqual(toSettings({}).features, [])
})

test('a setting is read as an operator types it', () => {
  assert.deepEqual(readSetting('requestsPerSecond', '500'), { name: 'requestsPerSecond', value: 500 })
  assert.deepEqual(readSetting('userAgent', 'optional'), { name: 'userAgent', value: 'optional' })
  assert.deepEqual(readSetting('features', 'a,b,'), { name: 'features', value: ['a', 'b'] })
  assert.deepEqual(readSetting('features', ''), { name: 'features', value: [] })
  assert.deepEqual(readSetting('interactionSchemas', '0'), { name: 'interactionSchemas', value: 0 })
})

test('a wrong name or value is told', () => {
  for (const name of ['', 'useragent', 'constructor', 'toString', '__proto__']) {
    const setting = readSetting(name, 'x')
    assert.ok(
      'problem' in setting && setting.problem.startsWith(`There is no setting ${name}; there are userAgent,`),
    )
  }
  for (const [name, value] of [
    ['requestsPerSecond', '0'],
    ['requestsPerSecond', '1.5'],
    ['requestsPerSecond', 'many'],
    ['interactionSchemas', '-1'],
    ['interactionSchemas', ''],
    ['interactionSchemas', ' '],
    ['userAgent', 'never'],
    ['userAgent', ''],
    ['features', 'x'.repeat(101)],
  ] as const)
    assert.deepEqual(readSetting(name, value), { problem: `${value} is not a value for ${name}.` })
})

test('a time zone is one that there is', () => {
  assert.deepEqual(readSetting('timeZone', 'Europe/Stockholm'), {
    name: 'timeZone',
    value: 'Europe/Stockholm',
  })
  for (const wrong of ['Europe/Atlantis', '', 'UTC\0', '+02:00', 'x'.repeat(200)])
    assert.ok('problem' in readSetting('timeZone', wrong), wrong)
  assert.equal(toSettings({ timeZone: 'Mars/Olympus' }).timeZone, 'UTC')
})
