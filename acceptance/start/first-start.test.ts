import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { runCurl } from '../kit/curl.ts'
import { postInteraction } from '../kit/interactions.ts'
import { type Home, newHome, type Server } from '../kit/server.ts'

const contactId = 'cf6d21fa-6e2b-481c-ab38-afa1012233ff'
const schemaId = 'Reuse-Spring-2023'

describe('The first start with a demo', () => {
  let home: Home
  let server: Server
  before(async () => {
    home = await newHome({ isNew: true })
    server = await home.start()
  })
  after(() => home.remove())

  const curlsOfCard = () => [...server.card.matchAll(/^ *(curl .*)$/gm)].map(([, command]) => command!)

  it('prints a card with the address, the keys, five curl commands and where the docs are', () => {
    const { baseUrl, tenant, voyado, parley } = server.demo
    match(server.card, new RegExp(`running at ${baseUrl}, tenant ${tenant}`))
    ok(server.card.includes(`API key    ${voyado.apiKey}`))
    ok(server.card.includes(`Parley API key           ${parley.apiKey}`))
    ok(server.card.includes(`${baseUrl}/api/v3/ui/index`))
    ok(server.card.includes(join(home.folder, 'demo.json')))
    equal(curlsOfCard().length, 5)
  })

  it('writes the same to demo.json, for its owner only', () => {
    const path = join(home.folder, 'demo.json')
    equal(statSync(path).mode & 0o777, 0o600)
    const demo = JSON.parse(readFileSync(path, 'utf8'))
    deepEqual(demo, {
      baseUrl: server.url,
      tenant: 'acme',
      voyado: { apiKey: demo.voyado.apiKey },
      webengage: { licenseCode: demo.webengage.licenseCode, apiKey: demo.webengage.apiKey },
      parley: { apiKey: demo.parley.apiKey },
      console: { url: server.url, email: 'kim@acme.example', password: demo.console.password },
      sample: { contactId, schemaId },
    })
    match(demo.voyado.apiKey, /^\S{30,}$/)
    match(demo.console.password, /^\S{20,}$/)
  })

  it('answers the curl commands of the card as they are printed', async () => {
    const answers = await Promise.all(curlsOfCard().map(runCurl))
    deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200, 201, 200],
    )
    const [count, create, list, user] = answers
    equal(user?.body, '{"response":{"status":"queued"}}')
    ok(Number(count?.body) >= 24)
    match(JSON.parse(create!.body).id, /^[0-9a-f-]{36}$/)
    equal(JSON.parse(list!.body).items.length, 50)
  })

  it('has the schema of the vendor, a review with a productSku and a wishlist', async () => {
    const list = await server.ask('GET', '/api/v3/interactionschemas')
    const ids = list.map((schema: { id: string }) => schema.id)
    deepEqual(ids.sort(), [schemaId, 'product-review', 'wishlist-item'])
    const review = await server.ask('GET', '/api/v3/interactionschemas/product-review')
    ok(Object.hasOwn(review.jsonSchema.properties, 'productSku'))
  })

  const sample = (createdDate?: string) =>
    JSON.stringify({
      contactId,
      schemaId,
      createdDate,
      payload: { price: 100, created: '2011-11-03T20:00:11', name: 'Reused Item' },
    })
  const curlOfTheVendor = (body: string) =>
    runCurl(
      `curl -X POST "${server.url}/api/v2/interactions" -H "apikey: ${server.demo.voyado.apiKey}" ` +
        `-H "User-Agent: AcmePOS/1.5" -H "Content-Type: application/json" -d '${body}'`,
    )

  it("answers the vendor's sample payload, as printed but for the typo, with an id that can be read back", async () => {
    const { status, body } = await curlOfTheVendor(sample())
    equal(status, 200)
    const { id } = JSON.parse(body)
    equal((await server.ask('GET', `/api/v2/interactions/${id}`)).payload.name, 'Reused Item')
  })

  it("says what is wrong with the typo in the vendor's sample payload", async () => {
    const { status, body } = await curlOfTheVendor(sample('2023-05-23711:13:42.074Z'))
    equal(status, 400)
    const { validationErrors } = JSON.parse(body)
    deepEqual(
      validationErrors.map((each: { field: string }) => each.field),
      ['createdDate'],
    )
  })
})

describe('A later start', () => {
  let home: Home
  before(async () => {
    home = await newHome({ isNew: true })
  })
  after(() => home.remove())

  it('keeps the key and the data, and replaces the key only when demo.json was lost', async () => {
    const first = await home.start()
    const { apiKey } = first.demo.voyado
    const id = await postInteraction(first, 'Kept')
    equal(await first.stop(), 0)

    const second = await home.start()
    equal(second.demo.voyado.apiKey, apiKey)
    equal((await second.call('GET', `/api/v3/interactions/${id}`)).status, 200)
    equal(await second.stop(), 0)

    rmSync(join(home.folder, 'demo.json'))
    const third = await home.start()
    notEqual(third.demo.voyado.apiKey, apiKey)
    equal((await third.call('GET', `/api/v3/interactions/${id}`)).status, 200)
    equal((await third.call('GET', `/api/v3/interactions/${id}`, undefined, { apikey: apiKey })).status, 401)
    equal(await third.stop(), 0)
  })
})

describe('A start without --demo', () => {
  let home: Home
  before(async () => {
    home = await newHome({ isNew: true })
  })
  after(() => home.remove())

  it('makes no tenant and no demo.json, and says in one line where it listens', async () => {
    const server = await home.start(['start'])
    match(server.card, /^Parley listens on http:\/\/127\.0\.0\.1:\d+\n$/)
    deepEqual(JSON.parse((await home.parley(['tenant', 'list', '--json'])).stdout), [])
    ok(server.demo.voyado === undefined)
    equal((await server.call('GET', '/health/ready')).status, 200)
    equal(await server.stop(), 0)
  })
})
