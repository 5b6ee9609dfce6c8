import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertError, newWebengageCompany } from '../../../../test/kit/webengage.ts'
import { keepFile } from '../../../domain/attachments/keep-file.ts'
import { type FeedbackInput, fileField, readFeedback } from '../../../domain/feedback/new-feedback.ts'
import { changeFeedback, replyToFeedback, submitFeedback } from '../../../domain/feedback/write-feedback.ts'
import { transact } from '../../../storage/database.ts'

const app = await testApp()
after(app.close)
const { db, blobs } = app.services
const company = await newWebengageCompany(app)
const stranger = await newWebengageCompany(app)
const { tenant, licenseCode } = company
const picture = Buffer.from('a picture')
const activity = {
  pageUrl: 'https://shop.example/cart',
  pageTitle: 'Cart',
  ip: '192.0.2.1',
  city: 'Porto',
  country: 'Portugal',
  browser: 'Firefox',
  browserVersion: '140.0',
  platform: 'Linux',
}

const keep = (name: string) =>
  keepFile(db, blobs, tenant, name, Readable.from([picture]), { endings: ['png'], mostBytes: 1000 })

async function give(input: Partial<FeedbackInput>, at: string, files: readonly string[] = []) {
  const read = readFeedback({ kind: 'Problem', message: 'It broke.', activity, ...input })
  const kept = await Promise.all(files.map(async name => fileField(name, await keep('a.png'))))
  const whole = { ...read, fields: [...read.fields, ...kept] }
  return transact(db, tx => submitFeedback(tx, tenant, whole, null, new Date(at)))
}
async function reply(feedbackId: string, writtenBy: 'admin' | 'user', text: string, files = 0) {
  const kept = await Promise.all(Array.from({ length: files }, () => keep('b.png')))
  const input = { writtenBy, email: 'bo@acme.example', name: 'Bo', text }
  return transact(db, tx => replyToFeedback(tx, tenant, feedbackId, input, kept, null, new Date()))
}
const search = (body: object) => company.ask('POST', '/feedbacks/searches', { body })
async function found(filter: object): Promise<string[]> {
  const { body, text } = await search({ filter })
  assert.ok(body.response.data, text)
  return body.response.data.contents.map(({ id }: { id: string }) => id)
}

const first = await give(
  {
    name: 'Ada',
    email: 'ada@example.com',
    fields: [{ label: 'Parts', value: ['Lid'] }],
    customData: { plan: 'pro' },
    tags: ['shop', 'urgent'],
  },
  '2026-01-02T03:04:05Z',
  ['snapshot', 'Invoice'],
)
const second = await give(
  { kind: 'Like', message: 'Fine 100%', activity: { ...activity, country: 'Spain' } },
  '2026-02-02T00:00:00Z',
)

test('feedback has the fields that the vendor names, and its files are downloaded', async () => {
  const { body } = await company.ask('GET', `//v1/feedback/${first.id}`)
  const { data } = body.response
  assert.deepEqual(Object.keys(data), ['licenseCode', 'fields', 'customData', 'replies', 'id', 'activity'])
  const fields: { id: string; label: string; type: string; value: Record<string, unknown> }[] = data.fields
  assert.deepEqual(
    fields.map(({ label, type, value }) => [label, type, value['@class']]),
    [
      ['Name', 'default', 'name'],
      ['Email', 'default', 'email'],
      ['Category', 'default', 'category'],
      ['Message', 'default', 'message'],
      ['Parts', 'custom', 'list'],
      ['Snapshot', 'default', 'snapshot'],
      ['Invoice', 'custom', 'file'],
    ],
  )
  const snapshot = fields.find(({ label }) => label === 'Snapshot')!
  const path = `/v1/accounts/${licenseCode}/feedback-responses/${snapshot.id}/download`
  assert.equal(snapshot.value.fullImageUrl, `http://localhost:80${path}`)
  assert.equal((await company.ask('GET', `/${path}`)).text, picture.toString())
  assert.equal(data.activity.activityOn, '2026-01-02T03:04:05+0000')
})

test('replies are listed and read one by one, with what is attached', async () => {
  const one = await reply(first.id, 'admin', 'Try again.', 1)
  const two = await reply(first.id, 'user', 'Still.')
  const all = await company.ask('GET', `//v1/feedback/${first.id}/replies`)
  assert.deepEqual(Object.keys(all.body.response), ['data'])
  const [told] = all.body.response.data
  const { attachments, repliedOn, ...rest } = told
  assert.deepEqual(rest, {
    id: one.id,
    replyType: 'ADMIN',
    repliedByEmail: 'bo@acme.example',
    repliedByName: 'Bo',
    repliedText: 'Try again.',
  })
  assert.match(repliedOn, /\+0000$/)
  assert.deepEqual(Object.keys(attachments[0]), ['fileName', 'fileSize', 'fileAccessUrl', 'fileType'])
  const download = await company.ask('GET', `/${new URL(attachments[0].fileAccessUrl).pathname}`)
  assert.equal(download.text, picture.toString())
  const single = await company.ask('GET', `//v1/feedback/${first.id}/reply/${two.id}`)
  assert.deepEqual([single.body.response.status, single.body.response.data.replyType], ['success', 'USER'])
  assertError(await company.ask('GET', `//v1/feedback/${second.id}/reply/${two.id}`), 404, 'Not Found')
  assertError(await company.ask('GET', `//v1/feedback/${first.id}/reply/x`), 404, 'Not Found')
})

test('a search finds by each filter, and by all that are given together', async () => {
  await transact(db, tx => changeFeedback(tx, tenant, second.id, { state: 'done' }, new Date()))
  const [a, b] = [first.id, second.id]
  const cases: [object, string[]][] = [
    [{}, [b, a]],
    [{ feedback_id: a }, [a]],
    [{ action: 'done' }, [b]],
    [{ activity_type: 'like' }, [b]],
    [{ email: 'ADA@example.com' }, [a]],
    [{ content: 'BROKE' }, [a]],
    [{ content: '100%' }, [b]],
    [{ content: 'lid' }, [a]],
    [{ content: '_' }, []],
    [{ url: '/cart' }, [b, a]],
    [{ ip: '192.0.2.1', browser: 'firefox', browser_version: '140.0', city: 'porto' }, [b, a]],
    [{ country: 'Spain' }, [b]],
    [{ from: '2026-01-15' }, [b]],
    [{ to: '2026-01-02T03:04:05+0000' }, [a]],
    [{ tags: ['shop', 'urgent'] }, [a]],
    [{ tags: ['shop', 'other'] }, []],
    [{ client_data: { plan: 'pro' } }, [a]],
    [{ client_data: { plan: 'pro', x: 'y' } }, []],
    [{ activity_type: 'Like', country: 'Portugal' }, []],
    [{ feedback_id: 'x' }, []],
    [{ email: '', content: null, tags: [] }, [b, a]],
  ]
  for (const [filter, ids] of cases) assert.deepEqual(await found(filter), ids, JSON.stringify(filter))
})

test('a search tells of its pages, and of kinds of fields in capitals', async () => {
  const { body } = await search({ pageNo: '2', pageSize: '1' })
  const { contents, ...page } = body.response.data
  assert.deepEqual(page, { pageNo: 2, pageSize: 1, totalPages: 2, totalCount: 2 })
  assert.equal(contents[0].id, first.id)
  const types = contents[0].fields.map(({ type }: { type: string }) => type)
  assert.deepEqual(types, ['NAME', 'EMAIL', 'CATEGORY', 'MESSAGE', 'LIST', 'SCREENSHOT', 'FILE'])
  assert.equal(contents[0].replies.length, 2)
})

test('a search that says something wrong is refused by field', async () => {
  const wrong: [object, RegExp][] = [
    [{ pageNo: '0' }, /pageNo/],
    [{ pageSize: 101 }, /pageSize/],
    [{ pageNo: 'x' }, /pageNo/],
    [{ pageNo: {} }, /pageNo/],
    [{ filter: { from: 'soon' } }, /filter\.from/],
    [{ filter: { tags: 'a' } }, /tags/],
    [{ filter: { action: 'burnt' } }, /filter\.action/],
    [{ filter: { activity_type: 'Sigh' } }, /filter\.activity_type/],
    [{ filter: { client_data: { a: {} } } }, /client_data/],
    [{ filter: { content: '\u0000' } }, /content/],
    [{ filter: [] }, /filter/],
  ]
  for (const [body, message] of wrong) assertError(await search(body), 400, message)
  assertError(await search('[' as unknown as object), 400, 'Error: Malformed JSON')
})

test('another account finds nothing of it', async () => {
  const snapshot = first.fields.find(({ label }) => label === 'Snapshot')!
  for (const path of [
    `//v1/feedback/${first.id}`,
    `//v1/feedback/${first.id}/replies`,
    `/feedback-responses/${snapshot.id}/download`,
    `/feedback-reply-attachments/${snapshot.id}/download`,
  ])
    assertError(await stranger.ask('GET', path), 404, 'Not Found')
  const { body } = await stranger.ask('POST', '/feedbacks/searches', { body: {} })
  assert.equal(body.response.data.totalCount, 0)
})
