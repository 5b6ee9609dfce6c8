import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import {
  assertError,
  contactOf,
  newWebengageCompany,
  type WebengageCompany,
} from '../../../../test/kit/webengage.ts'
import { workPrivacyRequests } from '../../../domain/contacts/work-privacy-requests.ts'

const app = await testApp()
after(app.close)

const path = '/opengdpr_requests'
const asking = (type: string, id: string = crypto.randomUUID(), user = 'u-77') => ({
  subject_request_id: id,
  subject_request_type: type,
  subject_identities: [{ identity_type: 'cuid', identity_value: user }],
})

async function company() {
  const made = await newWebengageCompany(app)
  const user = {
    userId: 'u-77',
    email: 'ana@example.org',
    smsOptIn: false,
    attributes: { plan: 'pro', age: 7 },
  }
  await made.send('/users', user)
  return made
}

const statusOf = async ({ ask }: WebengageCompany, id: string) =>
  (await ask('GET', `${path}/${encodeURIComponent(id)}`)).body.status

const work = () => workPrivacyRequests(app.services.db, () => new Date(), assert.ifError)

async function moveClock({ tenant }: WebengageCompany, days: number) {
  await app.services.db
    .updateTable('tenants')
    .set({ clock_offset_ms: days * 86_400_000, epoch: 7 })
    .where('id', '=', tenant.id)
    .execute()
  await app.services.directory.refresh()
}

test('an erasure waits seven days on the clock of the tenant, and then nothing is left of the user', async () => {
  const erased = await company()
  const body = asking('erasure', '5e0b')
  const answer = await erased.ask('POST', path, { body })
  assert.equal(answer.status, 201, answer.text)
  assert.deepEqual(answer.body, {
    subject_request_id: '5e0b',
    subject_request_type: 'erasure',
    message: 'erasure request registered',
  })
  await work()
  assert.equal(await statusOf(erased, '5e0b'), 'PENDING')
  await contactOf(app, erased, 'u-77')
  await moveClock(erased, 8)
  assert.equal(await statusOf(erased, '5e0b'), 'PROCESSING')
  assert.ok((await work()) >= 1)
  assert.equal(await statusOf(erased, '5e0b'), 'DONE')
  await assert.rejects(contactOf(app, erased, 'u-77'))
  assertError(await erased.ask('DELETE', `${path}/5e0b`), 400, /is done or cancelled already/)
})

test('an erasure that waits can be cancelled, once', async () => {
  const spared = await company()
  await spared.ask('POST', path, { body: asking('erasure', 'a/b') })
  const cancelled = await spared.ask('DELETE', `${path}/a%2Fb`)
  assert.deepEqual([cancelled.status, cancelled.body.message], [200, 'request cancelled'])
  assert.equal(await statusOf(spared, 'a/b'), 'CANCELLED')
  assertError(await spared.ask('DELETE', `${path}/a%2Fb`), 400, /is done or cancelled already/)
  await moveClock(spared, 8)
  await work()
  await contactOf(app, spared, 'u-77')
})

test('portability is answered with all that is kept', async () => {
  const asked = await company()
  await asked.send('/events', { userId: 'u-77', eventName: 'Seat Added', eventData: { count: 2 } })
  const { body } = await asked.ask('POST', path, { body: asking('portability', 'p') })
  assert.equal(body.message, 'portability request registered')
  assert.deepEqual(
    [body.data.userId, body.data.email, body.data.attributes],
    ['u-77', 'ana@example.org', { plan: 'pro', age: 7 }],
  )
  assert.deepEqual(body.data.kept.interactions[0].payload, { count: 2 })
  assert.equal(await statusOf(asked, 'p'), 'DONE')
  const xml = await asked.ask('POST', `${path}?format=xml`, { body: asking('portability') })
  assert.match(xml.text, /<response><subject_request_id>/)
})

test('a restriction refuses every channel, and re-enabling gives back what was', async () => {
  const user = await company()
  const preferences = async () => (await contactOf(app, user, 'u-77')).preferences
  const before = await preferences()
  await user.ask('POST', path, { body: asking('restriction') })
  await user.ask('POST', path, { body: asking('restriction') })
  const restricted = await preferences()
  assert.ok(Object.values(restricted).every(accepts => accepts === false))
  await user.ask('POST', path, { body: asking('re-enable') })
  const after = await preferences()
  assert.deepEqual([after.email, after.sms], [before.email, before.sms])
})

test('what cannot be done is refused, and names the field', async () => {
  const asked = await company()
  await asked.ask('POST', path, { body: asking('erasure', 'taken') })
  const wrong: [object, RegExp][] = [
    [asking('erasure', 'taken'), /There is a request taken already/],
    [asking('erasure', 'x', 'nobody'), /identity_value is not the id of a known user/],
    [asking('oblivion'), /subject_request_type /],
    [{ ...asking('erasure'), subject_request_id: undefined }, /subject_request_id is required/],
    [{ ...asking('erasure'), subject_identities: [] }, /subject_identities /],
    [
      { ...asking('erasure'), subject_identities: [{ identity_type: 'email', identity_value: 'x' }] },
      /identity_type must be cuid/,
    ],
  ]
  for (const [body, message] of wrong) assertError(await asked.ask('POST', path, { body }), 400, message)
  assertError(await asked.ask('GET', `${path}/unheard-of`), 404, /There is no request unheard-of/)
  assertError(await asked.ask('DELETE', `${path}/unheard-of`), 404, /There is no request unheard-of/)
})
