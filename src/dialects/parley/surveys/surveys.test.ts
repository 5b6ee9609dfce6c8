import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import type { partsOf } from '../../../../test/kit/parts.ts'
import { answerSurvey, visitSurvey, wholeAnswers } from '../../../../test/kit/surveys.ts'
import { blobKey } from '../../../domain/attachments/attachment.ts'
import { sweepAttachments } from '../../../domain/attachments/sweep-attachments.ts'
import { erasures } from '../../../domain/triggers/erasures.ts'

const app = await testApp()
after(app.close)
const { db, blobs } = app.services
const company = await newParleyCompany(app)
const { slug, id: tenantId } = company.tenant
const survey = await company.get('POST', '/surveys', visitSurvey)
const picture = Buffer.from('not really a picture')

const answer = (answers: object, visitor: Parameters<typeof answerSurvey>[4] = {}, surveyId = survey.id) =>
  answerSurvey(app, slug, surveyId, answers, visitor)
const read = (responseId: string) => company.get('GET', `/survey-responses/${responseId}`)
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

function sign(payload: object, { secret = survey.secret, head = { alg: 'HS256' } } = {}): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part(head)}.${part(payload)}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

test('every kind of question is answered and read again, and the file is what was sent', async () => {
  const sent = await answer(wholeAnswers, {
    files: [['photo', picture, '..\\me.png']],
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
    more: { customData: { plan: 'pro', seats: [1, 2] }, pageUrl: 'https://shop.example/', pageTitle: 'Shop' },
    address: '192.0.2.7',
  })
  assert.equal(sent.status, 201, sent.text)
  assert.equal(sent.body.thanks, 'Thanks!')
  const response = await read(sent.body.responseId)
  const values = Object.fromEntries(
    response.answers.map(({ questionId, value }: { questionId: string; value: object }) => [
      questionId,
      value,
    ]),
  )
  const { file } = values.photo as { file: { id: string; fileName: string } }
  assert.deepEqual(values, {
    nps: { kind: 'score', value: 9 },
    how: { kind: 'list', values: ['On foot'] },
    bought: { kind: 'list', values: ['Hats', 'Bags'] },
    rated: { kind: 'matrix', values: { Staff: ['Good'], Shop: ['Bad'] } },
    you: { kind: 'map', values: { name: 'Ada', email: 'ada@example.com' } },
    photo: {
      kind: 'file',
      file: { ...file, fileName: 'me.png', fileType: 'image/png', fileSize: picture.length },
    },
    more: { kind: 'text', text: 'No.' },
  })
  assert.deepEqual(response.customData, { plan: ['pro'], seats: ['1', '2'] })
  assert.deepEqual([response.contactId, response.version], [null, 1])
  const { browser, browserVersion, platform, ip, pageTitle } = response.activity
  assert.deepEqual(
    [browser, browserVersion, platform, ip, pageTitle],
    ['Firefox', '140.0', 'Linux', '192.0.2.7', 'Shop'],
  )
  const download = await company.ask('GET', `/survey-files/${file.id}`)
  assert.deepEqual([download.status, download.text], [200, picture.toString()])
  assert.match(String(download.headers['content-disposition']), /^attachment; filename="me\.png"/)
  assert.equal(download.headers['x-content-type-options'], 'nosniff')
  const { items } = await company.get('GET', `/surveys/${survey.id}/responses?limit=1`)
  assert.equal(items[0].id, response.id)
})

test('answers that do not fit are told all together, by question, and nothing is kept', async () => {
  const wrong = {
    how: 'By air',
    bought: ['Shoes', 'Hats', 'Bags'],
    rated: { Garden: 'Good' },
    you: { email: 'nobody' },
    more: 'x\u0000',
    extra: 1,
  }
  const refused = await answer(wrong)
  assertProblem(refused, 422, 'answers-invalid')
  const fields = refused.body.errors.map(({ field }: { field: string }) => field)
  assert.deepEqual(fields, ['extra', 'nps', 'how', 'bought', 'rated', 'you', 'more'])
  for (const nps of [-1, 11, 1.5, '9', true, [9]])
    assertProblem(await answer({ nps }), 422, 'answers-invalid')
  assertProblem(await answer({ nps: 1, __proto__: null, constructor: 1 }), 422, 'answers-invalid')
})

test('a token says who answers, and the response is on the timeline of the contact', async () => {
  const contactId = await newParleyContact(company, { email: 'known@example.com', externalId: 'crm-1' })
  const { url, token } = await company.get('POST', `/surveys/${survey.id}/links`, { contactId })
  assert.ok(url.endsWith(`/parley/v1/forms/${slug}/${survey.id}/page#t=${token}`))
  const exp = inAnHour()
  for (const respondent of [
    token,
    sign({ email: 'KNOWN@example.com', exp }),
    sign({ externalId: 'crm-1', exp }),
  ]) {
    const { body } = await answer({ nps: 3 }, { more: { respondent } })
    assert.equal((await read(body.responseId)).contactId, contactId)
  }
  const { items } = await company.get('GET', `/contacts/${contactId}/timeline?types=survey.answered`)
  assert.equal(items.length, 3)
  assert.deepEqual([items[0].data.grade, items[0].data.surveyId], [3, survey.id])
  const stranger = await answer(
    { nps: 3 },
    { more: { respondent: sign({ email: 'other@example.com', exp }) } },
  )
  assert.equal((await read(stranger.body.responseId)).contactId, null)
})

test('a token that another signed, or whose time is over, is refused', async () => {
  const email = 'known@example.com'
  const exp = inAnHour()
  const good = sign({ email, exp })
  const bad = [
    sign({ email, exp }, { secret: 'psk_other' }),
    sign({ email, exp: 1000 }),
    sign({ email, exp: 'soon' }),
    sign({ email, nbf: exp }),
    sign({ exp }),
    sign({ email: 1, exp }),
    sign({ email, exp }, { head: { alg: 'none' } }),
    sign({ email, exp }, { head: { alg: 'HS512' } }),
    `${good}x`,
    `${good}.x`,
    good.slice(0, -3),
    good.replace(/\..*\./, '..'),
    'x',
    '..',
    'x'.repeat(4096),
  ]
  for (const respondent of bad)
    assertProblem(await answer({ nps: 3 }, { more: { respondent } }), 403, 'respondent-invalid')
  const other = await company.get('POST', '/surveys', visitSurvey)
  const there = await answer({ nps: 3 }, { more: { respondent: good } }, other.id)
  assertProblem(there, 403, 'respondent-invalid')
  await company.get('POST', `/surveys/${other.id}/rotate-secret`)
  const before = { more: { respondent: sign({ email, exp }, { secret: other.secret }) } }
  assertProblem(await answer({ nps: 3 }, before, other.id), 403, 'respondent-invalid')
})

test('a file that is too large, of another kind or for no question is refused and leaves nothing', async () => {
  const count = async () => (await Array.fromAsync(blobs.list(`${tenantId}/attachments/`))).length
  const before = await count()
  const refusals: [number, string, Parameters<typeof partsOf>[0]][] = [
    [413, 'attachment-too-large', [['photo', Buffer.alloc(1001), 'a.png']]],
    [415, 'attachment-type-refused', [['photo', picture, 'a.html']]],
    [415, 'attachment-type-refused', [['photo', picture, 'png']]],
    [400, 'input-invalid', [['more', picture, 'a.png']]],
    [
      400,
      'input-invalid',
      [
        ['photo', picture, 'a.png'],
        ['photo', picture, 'b.png'],
      ],
    ],
  ]
  for (const [status, code, files] of refusals)
    assertProblem(await answer({ nps: 1 }, { files }), status, code)
  assert.equal(await count(), before)
})

test('a survey that needs a file is not answered without', async () => {
  const questions = [{ id: 'f', kind: 'file', text: 'Show', isRequired: true }]
  const { id } = await company.get('POST', '/surveys', { name: 'F', definition: { title: 'F', questions } })
  assertProblem(await answer({}, {}, id), 422, 'answers-invalid')
  assert.equal((await answer({}, { files: [['f', picture, 'a.png']] }, id)).status, 201)
})

test('a change makes a version, and who opened the form before answers what was shown', async () => {
  const made = await company.get('POST', '/surveys', visitSurvey)
  const questions = [{ id: 'why', kind: 'text', text: 'Why?', isRequired: true }]
  const next = { name: 'Other', definition: { title: 'Other', questions } }
  const stale = await company.ask('PUT', `/surveys/${made.id}`, {
    body: next,
    headers: { 'if-match': '"7"' },
  })
  assertProblem(stale, 412, 'version-mismatch')
  const { version, origins } = await company.get('PUT', `/surveys/${made.id}`, next)
  assert.deepEqual([version, origins], [2, []])
  const old = await answer({ nps: 5 }, {}, made.id)
  assert.equal((await read(old.body.responseId)).title, 'Your visit')
  const fresh = await answer({ why: 'So.' }, { more: { version: 2 } }, made.id)
  assert.equal((await read(fresh.body.responseId)).title, 'Other')
  for (const wrong of [3, 2 ** 40])
    assert.equal((await answer({}, { more: { version: wrong } }, made.id)).status, 404)
  const { items } = await company.get('GET', `/surveys/${made.id}/versions`)
  assert.deepEqual(
    items.map((each: { version: number }) => each.version),
    [2, 1],
  )
  await company.get('PUT', `/surveys/${made.id}`, { ...next, isOpen: false })
  assertProblem(await answer({ why: 'So.' }, { more: { version: 2 } }, made.id), 409, 'survey-closed')
  await company.get('DELETE', `/surveys/${made.id}`)
  assertProblem(
    await company.ask('GET', `/survey-responses/${old.body.responseId}`),
    404,
    'survey-response-not-found',
  )
  assertProblem(await answer({ nps: 1 }, {}, made.id), 404, 'survey-not-found')
})

test('a definition that breaks rules is refused with all faults by place', async () => {
  const questions = [
    { id: 'a', kind: 'choice', text: 'A', options: ['x', 'x'] },
    { id: 'a', kind: 'text', text: '' },
    { id: '1', kind: 'stars', text: 'B' },
    { id: 'c', kind: 'score', text: 'C', options: [] },
  ]
  const body = { name: '', origins: ['shop.example'], definition: { title: 'T', questions } }
  const refused = await company.ask('POST', '/surveys', { body })
  assertProblem(refused, 422, 'survey-invalid')
  const places = refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)
  for (const place of [
    '/name',
    '/origins',
    '/definition/questions/0/options',
    '/definition/questions/1/text',
    '/definition/questions/2/kind',
    '/definition/questions/3',
    '/definition/questions',
  ])
    assert.ok(places.includes(place), `${place} of ${places}`)
  const long = {
    title: 'T',
    questions: Array.from({ length: 100 }, (_, n) => ({
      id: `q${n}`,
      kind: 'text',
      text: 'x'.repeat(1000),
      help: 'y'.repeat(1000),
    })),
  }
  assertProblem(
    await company.ask('POST', '/surveys', { body: { name: 'L', definition: long } }),
    422,
    'survey-invalid',
  )
})

test('with the contact go its responses, their files, and what the log says of them', async () => {
  const contactId = await newParleyContact(company)
  const respondent = sign({ contactId, exp: inAnHour() })
  const sent = await answer(
    { nps: 2, more: 'private words' },
    { files: [['photo', picture, 'a.txt']], more: { respondent } },
  )
  const response = await read(sent.body.responseId)
  const { file } = response.answers.find(
    ({ questionId }: { questionId: string }) => questionId === 'photo',
  ).value
  const exported = await company.get('GET', `/contacts/${contactId}/export`)
  assert.equal(JSON.stringify(exported).split('private words').length, 3) // the response and its fact
  await company.get('DELETE', `/contacts/${contactId}`)
  assertProblem(
    await company.ask('GET', `/survey-responses/${response.id}`),
    404,
    'survey-response-not-found',
  )
  assertProblem(await company.ask('GET', `/survey-files/${file.id}`), 404, 'attachment-not-found')
  await app.catchUp(erasures, company)
  const { rows } = await import('kysely').then(({ sql }) =>
    sql<{
      text: string
    }>`select data::text as text from events where tenant_id = ${tenantId} and type = 'survey.answered'`.execute(
      db,
    ),
  )
  assert.ok(!rows.some(({ text }) => text.includes('private words')))
  const later = new Date(Date.now() + 2 * 3_600_000)
  await sweepAttachments(db, blobs, later)
  assert.deepEqual(await Array.fromAsync(blobs.list(`${blobKey(tenantId, file.id)}.`)), [])
  const kept = await Array.fromAsync(blobs.list(`${tenantId}/attachments/`))
  assert.ok(kept.length > 0, 'files of others stay')
})

test('another tenant sees none of it, and its slug leads nowhere', async () => {
  const { body } = await answer({ nps: 1 })
  const other = await newParleyCompany(app)
  for (const path of [
    `/surveys/${survey.id}`,
    `/surveys/${survey.id}/responses`,
    `/survey-responses/${body.responseId}`,
  ])
    assert.equal((await other.ask('GET', path)).status, 404, path)
  for (const wrong of [other.tenant.slug, 'nobody', '%00', '..'])
    assert.equal((await answerSurvey(app, wrong, survey.id, { nps: 1 })).status, 404, wrong)
})
