import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { type Answer, testApp } from '../../../test/kit/app.ts'
import { newParleyCompany } from '../../../test/kit/parley.ts'
import { assertError } from '../../../test/kit/webengage.ts'
import { createKey } from '../../domain/accounts/create-key.ts'
import { newId } from '../../kernel/ids.ts'
import { transact } from '../../storage/database.ts'
import { webengage } from './dialect.ts'

const app = await testApp()
after(app.close)
const { db, directory } = app.services

const company = await newParleyCompany(app, { settings: { businessEventsPerMinute: 1_000_000 } })
const code = company.tenant.id.slice(-8)
const { secret } = await transact(db, tx =>
  createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w' }, 'test', new Date()),
)
await directory.refresh()
type Method = Parameters<typeof company.call>[0]
const send = (method: Method, path: string, body: unknown, headers: Record<string, string> = {}) =>
  company.call(method, path.replace('{licenseCode}', code), {
    headers: { apikey: undefined, authorization: `Bearer ${secret}`, ...headers },
    ...(body !== undefined && { body }),
  })

const template = await company.get('POST', '/templates', {
  name: 'T',
  channel: 'sms',
  isTransactional: true,
  text: 'Hello',
})
const campaign = { name: 'otp', kind: 'transactional', templateId: template.id }
const { id: campaignId } = await company.get('POST', '/campaigns', campaign)
await company.get('POST', `/campaigns/${campaignId}/start`, {})
await send('POST', '/v1/accounts/{licenseCode}/users', { userId: 'u', phone: '+351912345678' })
await send('POST', '/v2/accounts/{licenseCode}/business/events/definition', { eventName: 'Drop' })
const settings = { url: 'https://ssp.example', from: 'Shop' }
const provider = { name: 'Own', channel: 'sms', kind: 'private-sms', settings }
const { id: providerId } = await company.get('POST', '/providers', provider)

type Body = Readonly<Record<string, unknown>>

/** An operation of the contract: a body that is fine, and of each field what it cannot be. Undefined leaves it out. */
interface Table {
  readonly path: string
  readonly good: () => Body
  readonly broken: Readonly<Record<string, readonly unknown[]>>
}

const noText = [7, true, [], {}]
const noFlag = ['yes', 1, [], {}]
const noObject = ['x', 7, true, []]
const long = 'x'.repeat(101)

const identity = { userId: [...noText, long], anonymousId: noText }
const userFields: Table['broken'] = {
  ...identity,
  firstName: noText,
  lastName: noText,
  birthDate: [...noText, 'soon', '1990-13-01', '1990-02-30T00:00:00+0000'],
  gender: [...noText, 'robot'],
  email: [...noText, 'nobody', 'a@b@c'],
  phone: [...noText, 'call me'],
  emailOptIn: noFlag,
  smsOptIn: noFlag,
  whatsappOptIn: noFlag,
  rcsOptIn: noFlag,
  pushOptIn: noFlag,
  company: noText,
  hashedEmail: noText,
  hashedPhone: noText,
  country: noText,
  city: noText,
  region: noText,
  locality: noText,
  postalCode: noText,
  tzName: [...noText, 'Mars/Olympus'],
  tzOffset: ['x', 1.5, {}],
  attributes: noObject,
}
const eventFields: Table['broken'] = {
  ...identity,
  eventName: [...noText, undefined, null, '', ' ', 'x'.repeat(51)],
  eventTime: [...noText, 'soon', '2999-01-01T00:00:00+0000', '2026-02-30T00:00:00Z', ''],
  eventData: noObject,
}
const within = (place: string, fields: Table['broken']) =>
  Object.fromEntries(Object.entries(fields).map(([name, values]) => [`${place}.${name}`, values]))
const orderFields: Table['broken'] = {
  userId: [...noText, undefined, null, '', long],
  ttl: ['x', 0, -1, 1.5, {}],
  txnId: [...noText, ''],
  overrideData: noObject,
  'overrideData.email': [...noText, 'nobody'],
  'overrideData.phone': [...noText, 'call me'],
  'overrideData.context': noObject,
  'overrideData.context.token': noObject,
}
const user = () => ({ userId: 'u', anonymousId: 'a', firstName: 'Ana', attributes: { plan: 'pro' } })
const event = () => ({ userId: 'u', anonymousId: 'a', eventName: 'Seat Added', eventData: { count: 2 } })
const overrideData = { context: { token: { otp: '0042' } } }

const tables: readonly Table[] = [
  { path: '/v1/accounts/{licenseCode}/users', good: user, broken: userFields },
  { path: '/v1/accounts/{licenseCode}/events', good: event, broken: eventFields },
  {
    path: '/v1/accounts/{licenseCode}/bulk-users',
    good: () => ({ users: [user(), user()] }),
    broken: {
      users: [undefined, null, 7, {}, [], Array.from({ length: 26 }, user)],
      'users.1': [null, 7, 'x'],
      ...within('users.1', userFields),
    },
  },
  {
    path: '/v1/accounts/{licenseCode}/bulk-events',
    good: () => ({ events: [event(), event()] }),
    broken: {
      events: [undefined, null, 7, {}, [], Array.from({ length: 26 }, event)],
      'events.0': [null, 7, 'x'],
      ...within('events.0', eventFields),
    },
  },
  {
    path: '/v2/accounts/{licenseCode}/experiments/otp/transaction',
    good: () => ({ userId: 'u', txnId: newId(), dedupe: { ttl: 5 }, overrideData }),
    broken: { ...orderFields, dedupe: noObject, 'dedupe.ttl': [undefined, 'x', 4, 1801, 5.5] },
  },
  {
    path: '/v2/accounts/{licenseCode}/transaction?campaignIds=otp&mode=all',
    good: () => ({ userId: 'u', txnId: newId(), overrideData, trackConfig: { updateUser: {} } }),
    broken: {
      ...orderFields,
      overrideData: [...noObject, undefined],
      trackConfig: noObject,
      'trackConfig.eventName': [...noText, '', 'x'.repeat(51)],
      'trackConfig.updateUser': noObject,
      'trackConfig.updateUser.gender': ['robot'],
    },
  },
  {
    path: '/v1/accounts/{licenseCode}/opengdpr_requests',
    good: () => ({
      subject_request_id: newId(),
      subject_request_type: 'portability',
      subject_identities: [{ identity_type: 'cuid', identity_value: 'u' }],
    }),
    broken: {
      subject_request_id: [...noText, undefined, ''],
      subject_request_type: [...noText, undefined, 'deletion'],
      subject_identities: [undefined, 'x', {}, []],
      'subject_identities.0': [7, null],
      'subject_identities.0.identity_type': [...noText, undefined, 'email'],
      'subject_identities.0.identity_value': [...noText, undefined, 'nobody'],
    },
  },
  {
    path: '/v2/accounts/{licenseCode}/business/save-event',
    good: () => ({ eventName: 'Drop', eventData: { sku: 'A-9' } }),
    broken: {
      eventName: [...noText, undefined, ''],
      eventTime: [...noText, 'soon', '2999-01-01T00:00:00+0000'],
      eventData: noObject,
    },
  },
  {
    path: `/v1/accounts/{licenseCode}/dsn/sms/${providerId}`,
    good: () => ({ version: '1.0', messageId: newId(), status: 'sms_sent', statusCode: 0 }),
    broken: {
      messageId: [...noText, undefined, ''],
      status: [...noText, undefined, 'sms_flown'],
      statusCode: ['x', 1.5, {}],
      message: [7, true, {}],
    },
  },
]

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by
  if (Array.isArray(value))
    return value.map((each, n) => (String(n) === name ? replaced(each, rest, by) : each))
  const own = (value ?? {}) as Record<string, unknown>
  return { ...own, [name]: replaced(own[name], rest, by) }
}

/** Fields that no table knows, whatever they hold. Objects with names of the company's own are left as they are. */
const unknownFields = fc.dictionary(
  fc.string({ minLength: 1, maxLength: 20 }).map(name => `x-${name.toWellFormed().replaceAll('\0', '')}`),
  fc.jsonValue({ maxDepth: 2 }),
  { maxKeys: 4 },
)

async function assertRefused({ path, good }: Table, field: string, value: unknown, more: Body = {}) {
  const body = replaced({ ...good(), ...more }, field.split('.'), value)
  const answer = await send('POST', path, body)
  const told = `${path} ${field} = ${JSON.stringify(value)?.slice(0, 60)}: ${answer.text}`
  assert.equal(answer.status, 400, told)
  assertError(answer, 400, /^Error: /)
  const { message } = answer.body.response
  // Of what holds a field that is missing, the validator names both.
  assert.ok(message.includes(field), told)
}

const everyBrokenField = tables.flatMap(table =>
  Object.entries(table.broken).flatMap(([field, values]) => values.map(value => ({ table, field, value }))),
)

test('whichever field of the contract is broken, the answer is 400 and names it', async () => {
  for (const { table, field, value } of everyBrokenField) await assertRefused(table, field, value)
})

test('a field that is broken is named whatever else the body holds', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...everyBrokenField), unknownFields, async (each, more) => {
      await assertRefused(each.table, each.field, each.value, more)
    }),
    { numRuns: 150, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  ))

test('fields that nobody knows are passed over', () =>
  fc.assert(
    fc.asyncProperty(fc.constantFrom(...tables), unknownFields, async ({ path, good }, more) => {
      const answer = await send('POST', path, { ...more, ...good() })
      assert.ok(answer.status === 200 || answer.status === 201, `${path}: ${answer.status} ${answer.text}`)
    }),
    { numRuns: 100, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
  ))

const everyOperation = webengage.operations.flatMap(operation =>
  (operation.versions ?? ['v1']).map(version => ({
    method: operation.method,
    path: webengage.mount(version) + operation.path,
    // An upload is read in parts.
    contentType: operation.parts ? 'multipart/form-data; boundary=x' : 'application/json',
  })),
)
/** What stands in an address instead of a parameter: odd texts, and ids of things that are there. */
const parameter = fc.oneof(
  fc.constantFrom(
    'otp',
    'u',
    newId(),
    campaignId as string,
    providerId as string,
    '~1',
    '%00',
    '%ed%a0%80',
    '..',
  ),
  fc
    .string({ minLength: 1, maxLength: 30, unit: 'binary' })
    .map(text => encodeURIComponent(text.toWellFormed())),
)
const hostileText = fc.oneof(
  fc.constantFrom('', 'a\0b', '\ud800', 'x'.repeat(3000), '__proto__', '1e5', '9999-12-31T23:59:59-2359'),
  fc.string({ unit: 'binary', maxLength: 50 }),
)
const hostileValue = fc.oneof(
  hostileText,
  fc.constantFrom(null, -0, 1e300, 2 ** 60, [], {}, [[]]),
  fc.jsonValue(),
)
const hostileBody = fc.oneof(
  fc.uint8Array({ maxLength: 2000 }).map(bytes => Buffer.from(bytes)),
  fc.json(),
  fc.constantFrom(
    '{"userId":1e400}',
    '{"userId":"u","__proto__":{"a":1}}',
    '['.repeat(5000),
    'null',
    '"x"',
    '{',
  ),
  fc.tuple(fc.constantFrom(...tables), fc.nat(), hostileValue).map(([{ good, broken }, n, value]) => {
    const fields = Object.keys(broken)
    return JSON.stringify(replaced(good(), fields[n % fields.length]!.split('.'), value)) ?? ''
  }),
  fc.dictionary(
    fc.constantFrom('userId', 'eventName', 'users', 'events', 'filter', 'file', 'pageNo'),
    hostileValue,
  ),
)
const isFine = ({ status }: Answer) => status >= 200 && status < 500

test('whatever bytes come to whichever operation, the answer is no error of the server', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...everyOperation),
      fc.array(parameter, { minLength: 3, maxLength: 3 }),
      hostileBody,
      fc.constantFrom('', '?format=xml', '?format=', '?mode=all&campaignIds=otp', '?pageNo=%00&uid=%ed'),
      async ({ method, path, contentType }, parameters, body, query) => {
        let n = 0
        const filled = path.replaceAll(/\{(?!licenseCode)\w+\}/g, () => parameters[n++ % 3]!)
        const hasBody = method !== 'GET' && method !== 'DELETE'
        const headers: Record<string, string> = hasBody ? { 'content-type': contentType } : {}
        const answer = await send(method, filled + query, hasBody ? body : undefined, headers)
        assert.ok(isFine(answer), `${method} ${filled}${query}: ${answer.status} ${answer.text}`)
      },
    ),
    { numRuns: 400, interruptAfterTimeLimit: 25_000, markInterruptAsFailure: false },
  ))

test('every operation takes every odd body once', async () => {
  const odd = [
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '7',
    '{"userId":"a\\u0000b"}',
    Buffer.from([0xff, 0xfe, 0]),
    '[1e999]',
  ]
  for (const { method, path, contentType } of everyOperation) {
    if (method === 'GET' || method === 'DELETE') continue
    for (const body of odd) {
      const filled = path.replaceAll(/\{(?!licenseCode)\w+\}/g, newId())
      const answer = await send(method, filled, body, { 'content-type': contentType })
      assert.ok(isFine(answer), `${method} ${path} ${body}: ${answer.status} ${answer.text}`)
    }
  }
})
