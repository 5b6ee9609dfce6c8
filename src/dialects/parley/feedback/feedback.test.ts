import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, newParleyContact } from '../../../../test/kit/parley.ts'
import { type Part, partsOf } from '../../../../test/kit/parts.ts'

const app = await testApp()
after(app.close)
const company = await newParleyCompany(app)
const picture = Buffer.from('a picture')

async function send(path: string, part: string, value: unknown, files: readonly Part[] = []) {
  const parts = await partsOf([[part, JSON.stringify(value)], ...files])
  return company.ask('POST', path, parts)
}
const give = (value: object, files: readonly Part[] = []) => send('/feedback', 'feedback', value, files)
const problem = { kind: 'Problem', message: 'It broke.' }

test('feedback with files is kept, read, downloaded and shown on the timeline of its contact', async () => {
  const contactId = await newParleyContact(company, { email: 'giver@example.com' })
  const given = {
    ...problem,
    name: 'Ada',
    email: 'Ada@Example.com',
    fields: [
      { label: 'Order', value: '17' },
      { label: 'Parts', value: ['Lid', 'Box'] },
      { label: 'Grades', value: { Lid: ['Bad'] } },
      { label: 'Score', value: 2 },
    ],
    customData: { plan: 'pro' },
    tags: ['shop', 'shop'],
    contact: { by: 'email', value: 'giver@example.com' },
    activity: { pageUrl: 'https://shop.example/', country: 'Portugal' },
  }
  const made = await give(given, [
    ['snapshot', picture, 'page.png'],
    ['Invoice', picture, 'invoice.pdf'],
  ])
  assert.equal(made.status, 201, made.text)
  const feedback = await company.get('GET', `/feedback/${made.body.id}`)
  assert.deepEqual(
    feedback.fields.map((field: { label: string; isCustom: boolean; value: { kind: string } }) => [
      field.label,
      field.isCustom,
      field.value.kind,
    ]),
    [
      ['Name', false, 'name'],
      ['Email', false, 'email'],
      ['Category', false, 'category'],
      ['Message', false, 'message'],
      ['Order', true, 'text'],
      ['Parts', true, 'list'],
      ['Grades', true, 'matrix'],
      ['Score', true, 'score'],
      ['Snapshot', false, 'snapshot'],
      ['Invoice', true, 'file'],
    ],
  )
  assert.deepEqual([feedback.contactId, feedback.state, feedback.tags], [contactId, 'unread', ['shop']])
  assert.deepEqual([feedback.activity.country, feedback.activity.ip], ['Portugal', null])
  const file = feedback.fields.at(-1).value.file
  const download = await company.ask('GET', `/feedback-files/${file.id}`)
  assert.deepEqual([download.text, download.headers['content-type']], [picture.toString(), 'application/pdf'])
  assertProblem(await company.ask('GET', `/feedback-reply-files/${file.id}`), 404, 'attachment-not-found')
  const { items } = await company.get('GET', `/contacts/${contactId}/timeline?types=feedback.*`)
  assert.deepEqual(
    items.map(({ type }: { type: string }) => type),
    ['feedback.submitted'],
  )
})

test('company and giver reply to each other, and the state follows', async () => {
  const { id } = (await give(problem)).body
  const state = async () => (await company.get('GET', `/feedback/${id}`)).state
  const reply = { writtenBy: 'admin', email: 'bo@acme.example', name: 'Bo', text: 'Try again.' }
  const first = await send(`/feedback/${id}/replies`, 'reply', reply, [['attachment', picture, 'how.png']])
  assert.equal(first.status, 201, first.text)
  assert.equal(await state(), 'read')
  await company.get('PATCH', `/feedback/${id}`, { state: 'done', tags: ['mended'] })
  await send(`/feedback/${id}/replies`, 'reply', { ...reply, writtenBy: 'user', text: 'Still.' })
  const feedback = await company.get('GET', `/feedback/${id}`)
  assert.deepEqual([feedback.state, feedback.tags], ['unread', ['mended']])
  assert.deepEqual(
    feedback.replies.map(({ text }: { text: string }) => text),
    ['Try again.', 'Still.'],
  )
  const [file] = feedback.replies[0].attachments
  assert.equal((await company.ask('GET', `/feedback-reply-files/${file.id}`)).text, picture.toString())
  await company.get('DELETE', `/feedback/${id}`)
  assertProblem(await company.ask('GET', `/feedback/${id}`), 404, 'feedback-not-found')
  assertProblem(await company.ask('GET', `/feedback-reply-files/${file.id}`), 404, 'attachment-not-found')
})

test('a list has the newest first and goes on where it stopped', async () => {
  const other = await newParleyCompany(app)
  const ids: string[] = []
  for (const message of ['one', 'two', 'three']) {
    const parts = await partsOf([['feedback', JSON.stringify({ kind: 'like', message })]])
    ids.unshift((await other.ask('POST', '/feedback', parts)).body.id)
  }
  const first = await other.get('GET', '/feedback?limit=2')
  const second = await other.get('GET', `/feedback?limit=2&cursor=${first.nextCursor}`)
  const seen = [...first.items, ...second.items].map(({ id }: { id: string }) => id)
  assert.deepEqual([seen, second.nextCursor], [ids, null])
  const found = await other.get('GET', '/feedback?content=THRE')
  assert.deepEqual(
    found.items.map(({ id }: { id: string }) => id),
    [ids[0]],
  )
  assertProblem(await other.ask('GET', '/feedback?cursor=x'), 400, 'cursor-invalid')
})

test('what breaks a rule is told by field, and no file of it is kept', async () => {
  const { blobs } = app.services
  const count = async () => (await Array.fromAsync(blobs.list(`${company.tenant.id}/attachments/`))).length
  const before = await count()
  const wrong = {
    kind: 'Rant',
    message: '',
    email: 'x',
    tags: [''],
    fields: [{ label: 'A', value: [{}] }],
    customData: { a: {} },
  }
  const refused = await give(wrong, [['snapshot', picture, 'a.png']])
  assertProblem(refused, 422, 'feedback-invalid')
  const fields = refused.body.errors.map(({ field }: { field: string }) => field)
  assert.deepEqual(fields, ['kind', 'message', 'email', 'tags', 'fields/0', 'customData'])
  assertProblem(await give({ ...problem, extra: 1 }), 400, 'input-invalid')
  assertProblem(await give(problem, [['snapshot', picture, 'a.exe']]), 415, 'attachment-type-refused')
  assertProblem(await give({ ...problem, message: '\u0000' }), 422, 'feedback-invalid')
  assertProblem(await company.ask('POST', '/feedback', { body: problem }), 415, 'content-type-wrong')
  const file = await partsOf([['snapshot', picture, 'a.png']])
  assertProblem(await company.ask('POST', '/feedback', file), 400, 'input-invalid')
  assert.equal(await count(), before)
})
