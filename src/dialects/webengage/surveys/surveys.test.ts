import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { answerSurvey, visitSurvey, wholeAnswers } from '../../../../test/kit/surveys.ts'
import { assertError, newWebengageCompany } from '../../../../test/kit/webengage.ts'
import { createSurvey } from '../../../domain/surveys/write-surveys.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
after(app.close)
const company = await newWebengageCompany(app, { settings: { licenseCode: '~acme01' } })
const stranger = await newWebengageCompany(app)
const { survey } = await transact(app.services.db, tx =>
  createSurvey(tx, company.tenant, visitSurvey, new Date()),
)
const picture = Buffer.from('a picture')
const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'

async function answer(answers: object) {
  const sent = await answerSurvey(app, company.tenant.slug, survey.id, answers, {
    files: [['photo', picture, 'me.png']],
    headers: { 'user-agent': firefox },
    more: { customData: { tier: 'gold' }, pageUrl: 'https://shop.example/', pageTitle: 'Shop' },
    address: '192.0.2.1',
  })
  assert.equal(sent.status, 201, sent.text)
  return sent.body.responseId as string
}
const read = (id: string, query = '') => company.ask('GET', `//v1/survey/response/${id}${query}`)

test('a response has the fields and the classes of values that the vendor names', async () => {
  const id = await answer(wholeAnswers)
  const { status, body } = await read(id)
  assert.equal(status, 200)
  const { data, ...container } = body.response
  assert.deepEqual(container, { message: 'success', status: 'success' })
  const { questionResponses, activity, ...rest } = data
  assert.deepEqual(rest, {
    id,
    surveyId: survey.id,
    title: 'Your visit',
    licenseCode: '~acme01',
    customData: { tier: ['gold'] },
  })
  const { activityOn, ...place } = activity
  assert.match(activityOn, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0000$/)
  assert.deepEqual(place, {
    pageUrl: 'https://shop.example/',
    pageTitle: 'Shop',
    ip: '192.0.2.1',
    city: null,
    country: null,
    browser: 'Firefox',
    browserVersion: '140.0',
    platform: 'Linux',
  })
  const answers: { questionId: string; questionText: string; id: string; value: object }[] = questionResponses
  const values = Object.fromEntries(answers.map(each => [each.questionId, each.value]))
  const file = answers.find(({ questionId }) => questionId === 'photo')!
  const path = `/v1/accounts/~acme01/survey-responses/${file.id}/download`
  assert.deepEqual(values, {
    nps: { '@class': 'score', value: 9 },
    how: { '@class': 'list', values: ['On foot'] },
    bought: { '@class': 'list', values: ['Hats', 'Bags'] },
    rated: { '@class': 'matrix', values: { Staff: ['Good'], Shop: ['Bad'] } },
    you: { '@class': 'map', values: { name: 'Ada', email: 'ada@example.com' } },
    photo: {
      '@class': 'file',
      fileName: 'me.png',
      fileSize: picture.length,
      fileAccessUrl: `http://localhost:80${path}`,
      fileType: 'image/png',
    },
    more: { '@class': 'text', text: 'No.' },
  })
  assert.equal(answers[0]!.questionText, 'Would you recommend us?')
  for (const address of [path, path.replace('~', '%7E')]) {
    const download = await company.ask('GET', `/${address}`)
    assert.deepEqual([download.status, download.text], [200, picture.toString()])
    assert.match(String(download.headers['content-disposition']), /^attachment;/)
  }
})

test('a response is told in XML where that is asked for, and a refusal is not', async () => {
  const id = await answer({ nps: 0, more: '<&>' })
  const { text, headers } = await read(id, '?format=xml')
  assert.equal(headers['content-type'], 'application/xml;charset=UTF-8')
  assert.match(text, /<value class="score"><value>0<\/value><\/value>/)
  assert.match(text, /<value class="text"><text>&lt;&amp;&gt;<\/text><\/value>/)
  assertError(await read('nobody', '?format=xml'), 404, 'Not Found')
})

test('what is not there, or is of another account, is not found', async () => {
  const id = await answer({ nps: 1 })
  const { questionResponses } = (await read(id)).body.response.data
  const file = questionResponses.find(({ questionId }: { questionId: string }) => questionId === 'photo').id
  assertError(await stranger.ask('GET', `//v1/survey/response/${id}`), 404, 'Not Found')
  assertError(await stranger.ask('GET', `/survey-responses/${file}/download`), 404, 'Not Found')
  for (const odd of [crypto.randomUUID(), 'x', '~1', '__proto__', '%F0%9F%99%82', 'x'.repeat(400)])
    assertError(await read(odd), 404, 'Not Found')
  for (const odd of [questionResponses[0].id, id, 'x'])
    assertError(await company.ask('GET', `/survey-responses/${odd}/download`), 404, 'Not Found')
  assertError(await read('%00'), 400, /U\+0000/)
})
