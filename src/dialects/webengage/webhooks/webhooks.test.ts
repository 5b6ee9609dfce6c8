import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { newTenant } from '../../../../test/kit/database.ts'
import { until } from '../../../../test/kit/eventually.ts'
import { answerWith, catchUp, deliveriesOf, setUpSending, subscribe } from '../../../../test/kit/webhooks.ts'
import { changeSettings } from '../../../domain/accounts/change-settings.ts'
import type { Tenant } from '../../../domain/accounts/tenant.ts'
import { readFeedback } from '../../../domain/feedback/new-feedback.ts'
import { replyToFeedback, submitFeedback } from '../../../domain/feedback/write-feedback.ts'
import { readAnswers } from '../../../domain/surveys/answer.ts'
import { recordResponse } from '../../../domain/surveys/record-response.ts'
import { createSurvey } from '../../../domain/surveys/write-surveys.ts'
import { transact } from '../../../storage/database.ts'

const { db, receiver, start } = await setUpSending()

const at = new Date('2026-01-02T03:04:05Z')
const activity = {
  pageUrl: null,
  pageTitle: null,
  ip: '192.0.2.1',
  city: null,
  country: null,
  browser: null,
  browserVersion: null,
  platform: null,
}
const questions = [{ id: 'nps', kind: 'score', text: 'Recommend us?' }]
const md5 = (text: string) => createHash('md5').update(text).digest('hex')

async function newAccount(): Promise<Tenant> {
  const tenant = await newTenant(db)
  await transact(db, tx => changeSettings(tx, tenant, { licenseCode: 'acme0001' }, 'test', new Date()))
  return tenant
}

const listen = (tenant: Tenant, format: string) =>
  subscribe(db, tenant, { dialect: 'webengage', url: receiver.url, format, secret: 'webhook-key-17' })

async function answerSurvey(tenant: Tenant) {
  const response = await transact(db, async tx => {
    const input = { name: 'NPS', definition: { title: 'NPS', questions } }
    const { survey } = await createSurvey(tx, tenant, input, at)
    const version = { ...survey, surveyId: survey.id }
    const { answers } = readAnswers(survey.definition, { nps: 9 })
    const given = {
      answers,
      customData: { tier: ['gold'] },
      activity,
      respondent: undefined,
      publicUrl: null,
    }
    return recordResponse(tx, tenant, version, given, at)
  })
  await catchUp(db, tenant)
  return response
}

test('a response is posted as it is read, with event type, license code and digest in the address', async () => {
  const tenant = await newAccount()
  await listen(tenant, 'json')
  const response = await answerSurvey(tenant)
  const { errors } = start()
  await until(async () => (await deliveriesOf(db, tenant))[0]?.state === 'delivered')
  const [{ path, headers, body }] = receiver.received as [(typeof receiver.received)[0]]
  assert.deepEqual(Object.fromEntries(new URL(path, receiver.url).searchParams), {
    from: 'parley',
    eventType: 'SURVEY_RESPONSE_SUBMIT',
    licenseCode: 'acme0001',
    secret: md5('acme0001:webhook-key-17'),
  })
  assert.match(String(headers['x-request-id']), /^[0-9a-f]{32}$/)
  assert.equal(headers['webhook-signature'], undefined)
  const [answer] = response.answers
  assert.deepEqual(body, {
    response: {
      data: {
        id: response.id,
        surveyId: response.surveyId,
        title: 'NPS',
        licenseCode: 'acme0001',
        questionResponses: [
          {
            id: answer!.id,
            questionId: 'nps',
            questionText: 'Recommend us?',
            value: { '@class': 'score', value: 9 },
          },
        ],
        customData: { tier: ['gold'] },
        activity: { ...activity, activityOn: '2026-01-02T03:04:05+0000' },
      },
      message: 'success',
      status: 'success',
    },
  })
  assert.deepEqual(errors, [])
})

test('the same is posted in XML where the webhook asks for it, each in its own form', async () => {
  const tenant = await newAccount()
  await listen(tenant, 'xml')
  await listen(tenant, 'json')
  await answerSurvey(tenant)
  start()
  await until(async () => (await deliveriesOf(db, tenant)).every(({ state }) => state === 'delivered'))
  const types = receiver.received.map(({ headers }) => headers['content-type']).sort()
  assert.deepEqual(types, ['application/json', 'application/xml;charset=UTF-8'])
  const xml = receiver.received.find(({ body }) => body === undefined)!.text
  assert.match(xml, /^<\?xml .*\?>\n<response><data><id>/)
  assert.match(xml, /<value class="score"><value>9<\/value><\/value>/)
})

test('feedback and replies to it are posted, too', async () => {
  const tenant = await newAccount()
  await listen(tenant, 'json')
  await transact(db, async tx => {
    const read = readFeedback({ kind: 'Like', message: 'Fine.', activity })
    const feedback = await submitFeedback(tx, tenant, read, 'https://parley.example', at)
    const reply = { writtenBy: 'admin', email: 'bo@acme.example', name: 'Bo', text: 'Good.' } as const
    await replyToFeedback(tx, tenant, feedback.id, reply, [], null, at)
  })
  await catchUp(db, tenant)
  start()
  await until(
    async () => (await deliveriesOf(db, tenant)).filter(each => each.state === 'delivered').length === 2,
  )
  const byType = new Map(
    receiver.received.map(({ path, body }) => [
      new URL(path, receiver.url).searchParams.get('eventType'),
      body.response.data,
    ]),
  )
  assert.equal(byType.get('FEEDBACK_SUBMIT').fields[1].value.text, 'Fine.')
  assert.equal(byType.get('FEEDBACK_REPLY_SUBMIT').repliedText, 'Good.')
})

test('only 200 counts as delivered', async () => {
  receiver.answer = answerWith(202)
  const tenant = await newAccount()
  await listen(tenant, 'json')
  await answerSurvey(tenant)
  start()
  await until(async () => (await deliveriesOf(db, tenant))[0]?.attempts.length === 1)
  const [delivery] = await deliveriesOf(db, tenant)
  assert.equal(delivery!.state, 'waiting')
  assert.match(delivery!.attempts[0]!.problem!, /only 200/)
})

test('a webhook of another dialect has no XML, and no odd secret', async () => {
  const tenant = await newAccount()
  const wish = { dialect: 'voyado', url: receiver.url }
  await assert.rejects(subscribe(db, tenant, { ...wish, format: 'xml' }), /must be json/)
  await assert.rejects(subscribe(db, tenant, { ...wish, secret: 'webhook-key-17' }), /whsec_/)
  await assert.rejects(subscribe(db, tenant, { ...wish, dialect: 'webengage', secret: 'a b' }), /secret/)
})
