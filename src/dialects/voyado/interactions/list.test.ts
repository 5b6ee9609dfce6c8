import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Answer, type Company, testApp } from '../../../../test/kit/app.ts'
import {
  assertRefusal,
  furnish,
  kind,
  newContact,
  newInteraction,
  newSchema,
} from '../../../../test/kit/voyado.ts'

const { newCompany, close } = await testApp()
after(close)

const path = '/api/v3/interactions'
const day = 86_400_000
const start = Date.parse('2025-01-01T00:00:00Z')

interface Item {
  readonly id: string
  readonly createdDate: string
}

async function furnished() {
  const company = await newCompany()
  const [contactId, schemaId] = [await newContact(company), await newSchema(company)]
  /** Posts one per time, in days after the start, and answers their ids. */
  const post = (times: readonly number[]) =>
    Promise.all(
      times.map(time =>
        newInteraction(company, {
          contactId,
          schemaId,
          createdDate: new Date(start + time * day).toISOString(),
        }),
      ),
    )
  const first = `${path}?contactId=${contactId}&schemaId=${schemaId}`
  return { company, contactId, schemaId, post, first }
}

function nextOf({ body }: Answer): string | undefined {
  const link = body.links.find(({ rel }: { rel: string }) => rel === 'next')
  if (!link) return undefined
  const { pathname, search } = new URL(link.href)
  return pathname + search
}
const idsIn = ({ body }: Answer): string[] => body.items.map(({ id }: Item) => id)

/** All pages from an address on; between each and the next, something may happen. */
async function pagesFrom({ call }: Company, first: string, between = async () => {}): Promise<Answer[]> {
  const pages: Answer[] = []
  for (let address: string | undefined = first; address !== undefined; address = nextOf(pages.at(-1)!)) {
    if (pages.length > 0) await between()
    assert.ok(pages.length < 20, 'it comes to an end')
    const page = await call('GET', address)
    assert.equal(page.status, 200, page.text)
    pages.push(page)
  }
  return pages
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n)

for (const version of ['v1', 'v2', 'v3']) {
  test(`in ${version} a page has items and links of the documented shape`, async () => {
    const { company, contactId, schemaId, post } = await furnished()
    const [id] = await post([0])
    await post(range(1, 51))
    const address = `/api/${version}/interactions?contactId=${contactId}&schemaId=${schemaId}`
    const page = await company.call('GET', address, { headers: { host: 'acme.example.com' } })
    assert.equal(page.status, 200)
    assert.deepEqual(Object.keys(page.body).sort(), ['items', 'links'])
    assert.equal(page.body.items.length, 50)
    const [item] = page.body.items
    assert.deepEqual(Object.keys(item).sort(), ['contactId', 'createdDate', 'id', 'payload', 'schemaId'])
    assert.equal(item.createdDate, '2025-02-20T00:00:00.000Z')
    const [link, ...others] = page.body.links
    assert.deepEqual(others, [])
    assert.deepEqual([link.rel, link.method], ['next', 'GET'])
    const { origin, pathname, searchParams } = new URL(link.href)
    assert.deepEqual([origin, pathname], ['http://acme.example.com', `/api/${version}/interactions`])
    assert.deepEqual([...searchParams.keys()].sort(), ['contactId', 'continuation', 'schemaId'])

    const last = await company.call('GET', `${pathname}?${searchParams}`)
    assert.deepEqual(idsIn(last), [id])
    assert.deepEqual(last.body.links, [])
  })
}

test('a contact without interactions has an empty page', async () => {
  const { company, first } = await furnished()
  assert.deepEqual((await company.call('GET', first)).body, { items: [], links: [] })
})

test('a list of exactly fifty is one page, one of fifty-one is two', async () => {
  const { company, first, post } = await furnished()
  await post(range(0, 50))
  const lengths = async () => (await pagesFrom(company, first)).map(page => page.body.items.length)
  assert.deepEqual(await lengths(), [50])
  await post([50])
  assert.deepEqual(await lengths(), [50, 1])
})

test('the newest come first, whenever they were posted', async () => {
  const { company, first, post } = await furnished()
  const times = [5, 1, 99, -30, 0.5, 7]
  await post(times)
  const [page] = await pagesFrom(company, first)
  const expected = times.sort((a, b) => b - a).map(time => new Date(start + time * day).toISOString())
  assert.deepEqual(
    page?.body.items.map(({ createdDate }: Item) => createdDate),
    expected,
  )
})

test('what arrives between two pages neither repeats nor hides anything', async () => {
  const { company, first, post } = await furnished()
  const before = await post(range(0, 120))
  let round = 0
  const pages = await pagesFrom(company, first, async () => {
    round++
    await post([500 + round, 119.5 - round, 69.9, 70.1, 19.9, -round])
  })
  const seen = pages.flatMap(idsIn)
  assert.equal(new Set(seen).size, seen.length, 'nothing twice')
  assert.deepEqual(
    before.filter(id => !seen.includes(id)),
    [],
    'everything that was there at the start',
  )
  const dates = pages.flatMap(page => page.body.items.map(({ createdDate }: Item) => createdDate))
  assert.deepEqual(dates, [...dates].sort().reverse())
})

test('pages stay right among interactions of one and the same time', async () => {
  const { company, first, post } = await furnished()
  const before = await post(new Array(130).fill(3))
  const pages = await pagesFrom(company, first, async () => {
    await post([3, 3, 4])
  })
  const seen = pages.flatMap(idsIn)
  assert.equal(new Set(seen).size, seen.length)
  assert.deepEqual(new Set(before.filter(id => seen.includes(id))), new Set(before))
})

test('a page stays right when the interaction it continues after is deleted', async () => {
  const { company, first, post } = await furnished()
  const ids = await post(range(0, 60))
  const page = await company.call('GET', first)
  await company.call('DELETE', `${path}/${idsIn(page).at(-1)}`)
  const rest = await company.call('GET', nextOf(page)!)
  assert.deepEqual(idsIn(rest), ids.slice(0, 10).reverse())
})

test('a list has neither the interactions of another contact nor of another schema', async () => {
  const { company, contactId, schemaId, first, post } = await furnished()
  const [mine] = await post([0])
  const other = await newContact(company)
  await newInteraction(company, { contactId: other, schemaId })
  const review = await newSchema(company, kind('review', { stars: { type: 'integer' } }))
  const stars = await newInteraction(company, { contactId, schemaId: review, payload: { stars: 4 } })
  assert.deepEqual(idsIn(await company.call('GET', first)), [mine])
  const reviews = await company.call('GET', `${path}?contactId=${contactId}&schemaId=review`)
  assert.deepEqual(idsIn(reviews), [stars])
})

const cursor = (parts: unknown) => Buffer.from(JSON.stringify(parts)).toString('base64url')
const somebody = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
const tampered = [
  '',
  'x',
  '%00',
  '%F0%9F%99%82',
  'x'.repeat(2000),
  cursor([]),
  cursor({}),
  cursor(null),
  cursor(['2025-01-01T00:00:00.000Z']),
  cursor(['2025-01-01T00:00:00.000Z', somebody, 'more']),
  cursor(['2025-01-01T00:00:00.000Z', 'not-an-id']),
  cursor(['2025-01-01T00:00:00.000Z', `${somebody}'`]),
  cursor(['2025-01-01T00:00:00Z', somebody]),
  cursor(['2025-01-01', somebody]),
  cursor(['infinity', somebody]),
  cursor(['-271821-04-20T00:00:00.000Z', somebody]),
  cursor(['+275760-09-13T00:00:00.000Z', somebody]),
  cursor(['0000-01-01T00:00:00.000Z', somebody]),
  cursor([1735689600000, somebody]),
  cursor(['2025-01-01T00:00:00.000Z\0', somebody]),
]
test('a continuation that was not given out is refused', async () => {
  const { company, first } = await furnished()
  for (const continuation of tampered) {
    const answer = await company.call('GET', `${first}&continuation=${continuation}`)
    assertRefusal(answer, 400, 'InvalidContinuation')
  }
})

test('both the contact and the schema must be named, and the refusal names what is missing', async () => {
  const { company, contactId, schemaId } = await furnished()
  const missing: [string, string[]][] = [
    ['', ['contactId', 'schemaId']],
    [`?contactId=${contactId}`, ['schemaId']],
    [`?schemaId=${schemaId}`, ['contactId']],
    ['?continuation=x', ['contactId', 'schemaId']],
  ]
  for (const [query, fields] of missing) {
    const answer = await company.call('GET', path + query)
    assertRefusal(answer, 400, 'ValidationError')
    assert.deepEqual(
      answer.body.validationErrors.map(({ field }: { field: string }) => field),
      fields,
    )
  }
})

test('a list of a contact or a schema that there is not is not found', async () => {
  const { company, contactId, schemaId } = await furnished()
  const list = (contact: string, schema: string) =>
    company.call('GET', `${path}?contactId=${contact}&schemaId=${schema}`)
  assertRefusal(await list(somebody, schemaId), 404, 'ContactNotFound')
  assertRefusal(await list(contactId, 'nothing'), 404, 'InteractionSchemaNotFound')
  for (const wrong of ['x', '', `${contactId}x`, '%00'])
    assertRefusal(await list(wrong, schemaId), 400, 'InvalidContactId')
})

test('with an id as the only parameter the list is that one interaction', async () => {
  const company = await newCompany()
  const { interactionId } = await furnish(company)
  for (const version of ['v1', 'v2', 'v3']) {
    const byQuery = await company.call('GET', `/api/${version}/interactions?interactionId=${interactionId}`)
    const byPath = await company.call('GET', `/api/${version}/interactions/${interactionId}`)
    assert.deepEqual([byQuery.status, byQuery.text], [200, byPath.text])
  }
  assertRefusal(await company.call('GET', `${path}?interactionId=${somebody}`), 404, 'InteractionNotFound')
  assertRefusal(await company.call('GET', `${path}?interactionId=x`), 400, 'InvalidInteractionId')
})
