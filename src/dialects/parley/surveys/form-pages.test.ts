import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'
import { partsOf } from '../../../../test/kit/parts.ts'
import { answerSurvey, visitSurvey } from '../../../../test/kit/surveys.ts'

const app = await testApp()
after(app.close)
const company = await newParleyCompany(app)
const { slug } = company.tenant
const survey = await company.get('POST', '/surveys', visitSurvey)
const picture = Buffer.from('not really a picture')

const answer = (answers: object, visitor: Parameters<typeof answerSurvey>[4] = {}, surveyId = survey.id) =>
  answerSurvey(app, slug, surveyId, answers, visitor)

test('what a program filled in is thanked for and thrown away', async () => {
  const list = async () =>
    (await company.get('GET', `/surveys/${survey.id}/responses?limit=200`)).items.length
  const before = await list()
  const { status, body } = await answer({ nps: 1 }, { more: { website: 'http://spam.example' } })
  assert.deepEqual([status, body.responseId], [201, null])
  assert.equal(await list(), before)
})

test('browsers on other sites may send where the survey names them, and may ask first', async () => {
  const origin = 'https://shop.example'
  const sent = await answer({ nps: 1 }, { headers: { origin } })
  assert.deepEqual(
    [sent.status, sent.headers['access-control-allow-origin'], sent.headers.vary],
    [201, origin, 'origin'],
  )
  const refused = await answer({ nps: 77 }, { headers: { origin } })
  assert.deepEqual([refused.status, refused.headers['access-control-allow-origin']], [422, origin])
  for (const stranger of [
    'https://evil.example',
    'null',
    'https://shop.example.evil.example',
    'http://shop.example',
  ]) {
    const answered = await answer({ nps: 1 }, { headers: { origin: stranger } })
    assertProblem(answered, 403, 'origin-refused')
    assert.equal(answered.headers['access-control-allow-origin'], undefined)
  }
  const url = `/parley/v1/forms/${slug}/${survey.id}`
  const asked = await app.app.inject({ method: 'OPTIONS', url: `${url}/responses`, headers: { origin } })
  assert.deepEqual([asked.statusCode, asked.headers['access-control-allow-origin']], [204, origin])
  const form = await app.app.inject({ method: 'GET', url, headers: { origin } })
  assert.equal(form.headers['access-control-allow-origin'], origin)
  assert.ok(!form.body.includes(survey.secret))
  assert.equal(form.json().questions[5].mostBytes, 1000)
})

test('one address may send thirty in a minute', async () => {
  const address = '198.51.100.9'
  const statuses = []
  for (let n = 0; n < 31; n++) statuses.push((await answer({ nps: 99 }, { address })).status)
  assert.deepEqual([statuses.at(-2), statuses.at(-1)], [422, 429])
})

test('bodies that are no form are refused, whatever they hold', async () => {
  const url = `/parley/v1/forms/${slug}/${survey.id}/responses`
  const good = await partsOf([['response', JSON.stringify({ version: 1, answers: { nps: 1 } })]])
  const type = good.headers['content-type']
  const response = (text: string) => partsOf([['response', text]])
  const cases: [string, Buffer | string, string][] = [
    ['no boundary', good.body, 'multipart/form-data'],
    ['json', '{}', 'application/json'],
    ['nothing', '', type],
    ['cut off', good.body.subarray(0, 100), type],
    ['no part', Buffer.from('--x--\r\n'), 'multipart/form-data; boundary=x'],
    ['noise', Buffer.alloc(5000, 7), type],
    ['a file first', (await partsOf([['photo', picture, 'a.png']])).body, ''],
    ['another part', (await partsOf([['other', 'x']])).body, ''],
    ['no JSON', (await response('{')).body, ''],
    ['a list', (await response('[]')).body, ''],
    [
      'deep',
      (await response(`{"version":1,"answers":${'{"nps":'.repeat(5000)}1${'}'.repeat(5000)}}`)).body,
      '',
    ],
    [
      'two',
      (
        await partsOf([
          ['response', '{}'],
          ['response', '{}'],
        ])
      ).body,
      '',
    ],
    ['long', (await response('x'.repeat(300_000))).body, ''],
  ]
  for (const [name, payload, given] of cases) {
    const boundary = /^--([^\r\n]+)/.exec(payload.toString('latin1'))?.[1]
    const headers = { 'content-type': given || `multipart/form-data; boundary=${boundary}` }
    const answered = await app.app.inject({
      method: 'POST',
      url,
      payload,
      headers,
      remoteAddress: `10.9.0.${cases.findIndex(([each]) => each === name)}`,
    })
    assert.ok(
      answered.statusCode >= 400 && answered.statusCode < 500,
      `${name}: ${answered.statusCode} ${answered.body}`,
    )
    assert.match(answered.body, /"type":"\/parley\/v1\/problems\//, name)
  }
})

test('script and page need no key, and the page lets nothing else in', async () => {
  const script = await app.app.inject({ method: 'GET', url: '/parley/v1/forms/survey-form.js' })
  assert.match(String(script.headers['content-type']), /^text\/javascript/)
  assert.ok(script.body.length < 16_000)
  const title = '<b>"Tom" & Jerry</b>'
  const definition = { ...visitSurvey.definition, title }
  const { id } = await company.get('POST', '/surveys', { name: 'X', definition })
  const page = await app.app.inject({ method: 'GET', url: `/parley/v1/forms/${slug}/${id}/page` })
  assert.ok(!page.body.includes('<b>') && page.body.includes('&lt;b&gt;'))
  assert.match(String(page.headers['content-security-policy']), /default-src 'none'/)
})
