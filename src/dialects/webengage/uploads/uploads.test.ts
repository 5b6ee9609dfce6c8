import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { newParleyCompany } from '../../../../test/kit/parley.ts'
import { type Part, partsOf } from '../../../../test/kit/parts.ts'
import {
  assertError,
  contactOf,
  newWebengageCompany,
  type WebengageCompany,
} from '../../../../test/kit/webengage.ts'
import { defineCatalogue } from '../../../domain/catalogues/define-catalogue.ts'
import { listItems, recommend } from '../../../domain/catalogues/read-catalogues.ts'
import { workOnUploads } from '../../../domain/uploads/work-uploads.ts'
import { transact } from '../../../storage/database.ts'
import { uploadKinds } from '../../../workers/upload-kinds.ts'

const app = await testApp()
after(app.close)
const { db } = app.services

async function post({ ask, licenseCode }: WebengageCompany, path: string, parts: readonly Part[]) {
  return ask('POST', `//api/v1/accounts/${licenseCode}${path}`, await partsOf(parts))
}
const send = (company: WebengageCompany, path: string, text: string) =>
  post(company, path, [['file', Buffer.from(text), 'rows.csv']])

async function work() {
  const errors: unknown[] = []
  const { blobs, clock } = app.services
  const onError = (error: unknown) => void errors.push(error)
  const worker = {
    db,
    blobs,
    clock,
    kinds: uploadKinds,
    onWritten: () => {},
    onError,
    giveWay: async () => {},
  }
  while (await workOnUploads(worker, new AbortController().signal));
  assert.deepEqual(errors, [])
}

/** Uploads, lets it be processed, and answers what became of it and the file with its errors. */
async function carryOut(company: WebengageCompany, path: string, text: string) {
  const taken = await send(company, path, text)
  assert.equal(taken.status, 201, taken.text)
  assert.equal(taken.body.response.data.status, 'In Progress')
  await work()
  const address = `//api/v1/accounts/${company.licenseCode}/uploads/${taken.body.response.data.uploadId}`
  const { data } = (await company.ask('GET', address)).body.response
  const { text: errors } = await company.ask('GET', `${address}/errors`)
  return { ...data, errors: errors.split('\r\n').slice(1, -1) }
}
const factsOf = async (company: WebengageCompany) =>
  db
    .selectFrom('interactions')
    .selectAll()
    .where('tenant_id', '=', company.tenant.id)
    .orderBy('seq')
    .execute()

test('users of a file are made and changed as by the API, with types for what is not the vendor’s', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/users', { userId: 'u1', firstName: 'Old', attributes: { plan: 'free', seats: 1 } })
  const text = [
    'user_id,first_name,email,phone,birth_date,gender,email_opt_in,tz_offset,plan,seats,trial,since,we_x',
    'u1,Ana,ana@example.org,+351912345678,1990-02-03,female,false,60,123,4,true,2026-01-02 10:00:00,x',
    'u2,"Bo, Jr",,,,,,,NULL,,,,',
    '',
  ].join('\n')
  const done = await carryOut(company, '/users/upload', text)
  assert.deepEqual([done.status, done.rows, done.failedRows, done.errorFileUrl], ['Success', 2, 0, null])
  const ana = await contactOf(app, company, 'u1')
  assert.deepEqual(
    ['firstName', 'email', 'mobilePhone', 'birthDay', 'gender', 'plan', 'seats', 'trial', 'since'].map(
      name => ana.attributes[name],
    ),
    [
      'Ana',
      'ana@example.org',
      '+351912345678',
      '1990-02-03',
      'female',
      '123',
      4,
      true,
      '2026-01-02T10:00:00.000Z',
    ],
  )
  assert.equal(ana.preferences.email, false)
  assert.equal(Object.hasOwn(ana.attributes, 'we_x'), false)
  const bo = await contactOf(app, company, 'u2')
  assert.deepEqual([bo.attributes.firstName, bo.attributes.plan], ['Bo, Jr', 'NULL'])
})

test('rows of users that are wrong are refused alone, each with its reasons by column', async () => {
  const company = await newWebengageCompany(app)
  const rows = [
    'ok,ok@example.org,,1',
    'u2,nobody,other,2',
    ',x@example.org,,3',
    `${'x'.repeat(101)},,,4`,
    'u5,,,many',
    'u6,,male',
    'ok,ok2@example.org,,5',
  ]
  const done = await carryOut(company, '/users/upload', `user_id,email,gender,seats\n${rows.join('\n')}\n`)
  assert.deepEqual([done.status, done.rows, done.failedRows], ['Failure', 7, 5])
  const reasons = done.errors.map((line: string, index: number) => line.slice(rows[index]!.length + 1))
  assert.equal(reasons[0], '')
  assert.match(reasons[1], /email/)
  assert.match(reasons[2], /user_id is empty/)
  assert.match(reasons[3], /user_id/)
  assert.match(reasons[4], /seats must be a number/)
  assert.match(reasons[5], /3 columns and not 4/)
  assert.equal(reasons[6], '')
  assert.equal((await contactOf(app, company, 'ok')).attributes.email, 'ok2@example.org')
})

test('events of a file are interactions like those of the API', async () => {
  const company = await newWebengageCompany(app)
  await company.send('/events', { userId: 'u1', eventName: 'Seat Added', eventData: { count: 1 } })
  const text = [
    'event_name,user_id,event_time,count,colour',
    'Seat Added,u1,2018-01-21 10:23:21,2,red',
    'Seat Added,u2,2026-01-02T03:04:05+0530,3,',
    'Seat Added,u2,soon,3,',
    'Seat Added,u3,2026-01-02,x,',
    ',u4,2026-01-02,1,',
  ].join('\r\n')
  const done = await carryOut(company, '/events/upload', text)
  assert.deepEqual([done.status, done.rows, done.failedRows], ['Failure', 5, 3])
  assert.match(done.errors[2], /event_time must be/)
  assert.match(done.errors[3], /count must be a number/)
  assert.match(done.errors[4], /event_name cannot be empty/)
  const facts = await factsOf(company)
  assert.deepEqual(
    facts.map(({ payload }) => payload),
    [{ count: 1 }, { count: 2, colour: 'red' }, { count: 3 }],
  )
  assert.equal(new Set(facts.map(({ schema_key }) => schema_key)).size, 1)
  assert.equal(facts[1]!.created_date.toISOString(), '2018-01-21T10:23:21.000Z')
  assert.equal((await contactOf(app, company, 'u2')).attributes.userId, 'u2')
})

test('a file that cannot be of users or events is refused at once', async () => {
  const company = await newWebengageCompany(app)
  const wrong: [string, string, RegExp][] = [
    ['/users/upload', 'email,user_id\na@example.org,u1\n', /first column must be user_id/],
    ['/users/upload', 'user_id,gender\nu1,robot\n', /Row 1: gender/],
    ['/users/upload', `user_id,${'x'.repeat(51)}\nu1,1\n`, /50 characters/],
    ['/users/upload', '', /empty/],
    ['/events/upload', 'user_id,event_name,event_time\n', /first columns/],
    ['/events/upload', 'event_name,user_id,event_time\nx,u1,\n', /event_time is empty/],
  ]
  for (const [path, text, message] of wrong) assertError(await send(company, path, text), 400, message)
  assertError(
    await post(company, '/users/upload', [['data', Buffer.from('user_id\n'), 'x.csv']]),
    400,
    /file/,
  )
  assertError(await post(company, '/users/upload', [['file', 'user_id\nu1\n']]), 400, /no file/)
  const { licenseCode, ask } = company
  const address = `//api/v1/accounts/${licenseCode}/users/upload`
  assertError(await ask('POST', address, { body: {} }), 400, /multipart/)
  const left = await db
    .selectFrom('uploads')
    .select('id')
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(left, [])
})

const define = (company: WebengageCompany) =>
  transact(db, tx =>
    defineCatalogue(
      tx,
      company.tenant,
      'catalog_4',
      {
        name: 'Shoes',
        keyAttribute: 'sku',
        attributes: [
          { name: 'sku', type: 'string' },
          { name: 'price', type: 'number', isRequired: true },
          { name: 'inStock', type: 'boolean' },
        ],
      },
      new Date(),
    ),
  )

test('items of a catalogue come by a file, and so does what is recommended of them', async () => {
  const company = await newWebengageCompany(app)
  await define(company)
  const taken = await send(
    company,
    '/catalog/catalog_4/upload',
    'sku,price,inStock,colour\na,1.5,true,red\nb,2,,\nc,x,,\na,3,false,\n',
  )
  assert.equal(taken.status, 200, taken.text)
  assert.deepEqual([taken.body.response.data, taken.body.response.status], [{}, 'success'])
  await work()
  const { pathname } = new URL(String(taken.headers.location))
  const { data } = (await company.ask('GET', `/${pathname}`)).body.response
  assert.deepEqual([data.status, data.rows, data.failedRows], ['Failure', 4, 1])
  const { items } = await listItems(db, company.tenant, 'catalog_4', { limit: 10 })
  assert.deepEqual(
    items.map(({ attributes }) => attributes),
    [
      { sku: 'a', price: 3, inStock: false },
      { sku: 'b', price: 2 },
    ],
  )

  const meta = { type: 'ITEM_ITEM_MANUAL', name: 'Beside', catalogSlug: 'catalog_4', createdBy: 'Bo' }
  const upload = (more: object, text: string) =>
    post(company, '/recommendation/manual/upload', [
      ['recommendationMeta', JSON.stringify({ ...meta, ...more })],
      ['file', Buffer.from(text), 'r.csv'],
    ])
  const made = await upload({}, 'item,r1,r2,r3,r4,r5\na,b,gone,,,\nb,,,,,\n')
  assert.equal(made.status, 200, made.text)
  const { recommendationSlug } = made.body.response.data
  await work()
  const beside = await recommend(db, company.tenant, recommendationSlug, 'a')
  assert.deepEqual(
    beside.map(({ key }) => key),
    ['b'],
  )
  const again = await upload({ recommendationSlug }, 'item,r1\na,a\n')
  assert.equal(again.body.response.data.recommendationSlug, recommendationSlug)
  await work()
  assert.deepEqual(
    (await recommend(db, company.tenant, recommendationSlug, 'a')).map(({ key }) => key),
    ['a'],
  )
})

test('what is wrong with a catalogue or a recommendation is refused, and nothing of it is kept', async () => {
  const company = await newWebengageCompany(app)
  await define(company)
  assertError(await send(company, '/catalog/other/upload', 'sku\n'), 404, /Not Found/)
  assertError(await send(company, '/catalog/catalog_4/upload', 'sku\na\n'), 400, /price/)
  const meta = { type: 'STATIC_MANUAL', name: 'X', catalogSlug: 'catalog_4', createdBy: 'Bo' }
  const file = ['file', Buffer.from('item\na\n'), 'r.csv'] as const
  const cases: [readonly Part[], number, RegExp][] = [
    [[file], 400, /recommendationMeta/],
    [[['recommendationMeta', '{'], file], 400, /JSON/],
    [[['recommendationMeta', JSON.stringify({ ...meta, type: 'OTHER' })], file], 400, /type/],
    [[['recommendationMeta', JSON.stringify({ ...meta, name: '' })], file], 400, /name/],
    [[['recommendationMeta', JSON.stringify({ ...meta, catalogSlug: 'no' })], file], 404, /Not Found/],
    [[['recommendationMeta', JSON.stringify({ ...meta, recommendationSlug: 'no' })], file], 404, /Not Found/],
    [
      [
        ['recommendationMeta', JSON.stringify(meta)],
        ['file', Buffer.from('a,b,c,d,e,f,g\n'), 'r.csv'],
      ],
      400,
      /columns/,
    ],
    [[['recommendationMeta', JSON.stringify(meta)]], 400, /no file/],
  ]
  for (const [parts, status, message] of cases)
    assertError(await post(company, '/recommendation/manual/upload', parts), status, message)
  const left = await db
    .selectFrom('recommendations')
    .select('slug')
    .where('tenant_id', '=', company.tenant.id)
    .execute()
  assert.deepEqual(left, [])
})

test('another account finds no upload of this one', async () => {
  const company = await newWebengageCompany(app)
  const stranger = await newWebengageCompany(app)
  const { uploadId } = (await send(company, '/users/upload', 'user_id\nu1\n')).body.response.data
  for (const end of ['', '/errors'])
    assertError(
      await stranger.ask('GET', `//api/v1/accounts/${stranger.licenseCode}/uploads/${uploadId}${end}`),
      404,
      'Not Found',
    )
})

test('the native API takes and shows uploads, catalogues and recommendations', async () => {
  const company = await newParleyCompany(app)
  const parts = await partsOf([['file', Buffer.from('user_id,plan\nu1,pro\n,x\n'), 'users.csv']])
  const { id } = (await company.ask('POST', '/uploads?kind=users', parts)).body
  await work()
  const done = await company.get('GET', `/uploads/${id}`)
  assert.deepEqual([done.state, done.rowsDone, done.rowsRefused], ['failed', 2, 1])
  assert.equal((await company.get('GET', '/uploads')).items[0].id, id)
  assert.match((await company.ask('GET', `/uploads/${id}/errors`)).text, /user_id is empty/)
  assert.equal((await company.ask('POST', '/uploads?kind=secrets', parts)).status, 422)

  const catalogue = { name: 'Shoes', keyAttribute: 'sku', attributes: [{ name: 'sku', type: 'string' }] }
  assert.equal((await company.ask('PUT', '/catalogues/shoes', { body: catalogue })).status, 201)
  assert.equal((await company.ask('PUT', '/catalogues/shoes', { body: catalogue })).status, 200)
  const wrong = { name: '', keyAttribute: 'x', attributes: [{ name: 'sku', type: 'money' }] }
  const refused = await company.ask('PUT', '/catalogues/shoes', { body: wrong })
  assert.deepEqual(
    [refused.status, refused.body.errors.map(({ field }: { field: string }) => field)],
    [422, ['name', 'attributes/0/type', 'keyAttribute', 'keyAttribute']],
  )
  const items = await partsOf([['file', Buffer.from('sku\na\nb\n'), 'items.csv']])
  await company.ask('POST', '/uploads?kind=catalogue-items&subject=shoes', items)
  await work()
  const page = await company.get('GET', '/catalogues/shoes/items?limit=1')
  const next = await company.get('GET', `/catalogues/shoes/items?cursor=${page.nextCursor}`)
  assert.deepEqual([page.items[0].key, next.items[0].key], ['a', 'b'])
  assert.equal((await company.get('GET', '/catalogues/shoes/items/b')).attributes.sku, 'b')
  assert.equal((await company.ask('GET', '/catalogues/shoes/items/z')).status, 404)
  await company.get('DELETE', '/catalogues/shoes')
  assert.deepEqual((await company.get('GET', '/catalogues')).items, [])
  assert.equal((await company.ask('GET', '/recommendations/x/items')).status, 404)
})
