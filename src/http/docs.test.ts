import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import fastify from 'fastify'
import { voyado } from '../dialects/voyado/dialect.ts'
import { mountDocs } from './docs.ts'

const app = fastify()
await mountDocs(app, voyado, new Date('2026-01-01T00:00:00Z'))
after(() => app.close())

async function get(url: string): Promise<{ status: number; type: string; text: string }> {
  const { statusCode, headers, body } = await app.inject({ url })
  return { status: statusCode, type: String(headers['content-type']), text: body }
}

// biome-ignore lint/suspicious/noExplicitAny: a document from outside.
type Described = any
const methods = ['get', 'post', 'put', 'patch', 'delete']

function operationsOf(document: Described): { path: string; method: string; operation: Described }[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as object).map(([method, operation]) => ({ path, method, operation })),
  )
}

/** Every schema in a document, at whatever depth. */
function schemasIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, child]) => [
    ...(name === 'schema' ? [child as object] : []),
    ...schemasIn(child),
  ])
}

for (const { name } of voyado.versions) {
  const address = `/api/${name}/openapi.json`

  test(`the reference of ${name} is served as OpenAPI 3.1 without a key`, async () => {
    const { status, type, text } = await get(address)
    assert.equal(status, 200)
    assert.match(type, /^application\/json/)
    const document = JSON.parse(text)
    assert.match(document.openapi, /^3\.1\.\d+$/)
    assert.match(document.info.title, /\w/)
    assert.match(document.info.version, /^\d+\.\d+/)
    assert.equal(document.servers[0].url, `/api/${name}`)
    for (const requirement of document.security)
      for (const scheme of Object.keys(requirement)) assert.ok(document.components.securitySchemes[scheme])
    assert.deepEqual(document.components.securitySchemes.key, {
      type: 'apiKey',
      in: 'header',
      name: 'apikey',
    })
  })

  test(`the reference of ${name} has the operations of that version, each once`, async () => {
    const document = JSON.parse((await get(address)).text)
    const described = operationsOf(document).map(
      ({ path, method, operation }) => `${method} ${path} ${operation.operationId}`,
    )
    const served = voyado.operations
      .filter(({ versions }) => versions === undefined || versions.includes(name))
      .map(operation => `${operation.method.toLowerCase()} ${operation.path} ${operation.name}`)
    assert.deepEqual(described.sort(), served.sort())
    const ids = operationsOf(document).map(({ operation }) => operation.operationId)
    assert.equal(new Set(ids).size, ids.length)
  })

  test(`the parameters in the reference of ${name} are those of its paths`, async () => {
    const document = JSON.parse((await get(address)).text)
    for (const { path, method, operation } of operationsOf(document)) {
      assert.ok(methods.includes(method))
      const parameters = operation.parameters as {
        name: string
        in: string
        required: boolean
        schema: object
      }[]
      const inPath = parameters.filter(each => each.in === 'path')
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      assert.deepEqual(inPath.map(each => each.name).sort(), named.sort(), path)
      assert.ok(inPath.every(each => each.required))
      const all = parameters.map(each => `${each.in} ${each.name.toLowerCase()}`)
      assert.equal(new Set(all).size, all.length, `${path}: ${all}`)
      for (const each of parameters) {
        assert.ok(['path', 'query', 'header'].includes(each.in))
        assert.equal(typeof each.schema, 'object')
      }
    }
  })

  test(`the schemas in the reference of ${name} are JSON Schema`, async () => {
    const document = JSON.parse((await get(address)).text)
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    const schemas = schemasIn(document.paths)
    assert.ok(schemas.length > 40)
    for (const schema of schemas.filter(each => !('$ref' in each))) ajv.compile(schema)
    for (const schema of Object.values(document.components.schemas)) ajv.compile(schema as object)
    for (const [, target] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      const found = target!.split('/').reduce((node, step) => node?.[step], document)
      assert.ok(found, `${target} leads somewhere`)
    }
  })

  test(`every operation in the reference of ${name} says what it answers`, async () => {
    const document = JSON.parse((await get(address)).text)
    for (const { path, operation } of operationsOf(document)) {
      const statuses = Object.keys(operation.responses)
      assert.ok(
        statuses.some(status => /^2\d\d$/.test(status)),
        path,
      )
      assert.ok(operation.responses.default)
      for (const answer of Object.values<{ description: string }>(operation.responses))
        assert.match(answer.description, /\w/)
      assert.match(operation.summary, /\w/)
    }
  })

  test(`the page of ${name} needs neither a key nor the internet`, async () => {
    const { status, type, text } = await get(`/api/${name}/ui/index`)
    assert.equal(status, 200)
    assert.match(type, /^text\/html/)
    assert.doesNotMatch(text, /https?:|["'(]\/\//)
    const assets = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, asset]) => asset!)
    assert.ok(assets.length >= 3)
    for (const asset of assets) {
      const answer = await get(asset)
      assert.equal(answer.status, 200, asset)
      if (asset.endsWith('.css')) assert.doesNotMatch(answer.text, /@import|url\(["']?(https?:)?\/\//)
    }
    const start = await get(`/api/${name}/ui/start.js`)
    assert.ok(start.text.includes(`"${address}"`))
    assert.doesNotMatch(start.text, /https?:/)
    assert.match(start.text, /"validatorUrl":"none"/)
  })
}

test('the page may load nothing from elsewhere', async () => {
  const { headers } = await app.inject({ url: '/api/v3/ui/index' })
  assert.match(String(headers['content-security-policy']), /default-src 'self'/)
})

test('only what the page needs is served from the folder of its assets', async () => {
  const others = [
    'package.json',
    'index.html',
    'absolute-path.js',
    '../package.json',
    '..%2fpackage.json',
    '',
  ]
  for (const other of others) {
    assert.equal((await get(`/docs/swagger-ui/${other}`)).status, 404, other)
  }
})

test('the reference says in which phase of its life a version is', async () => {
  const phases = ['v1', 'v2', 'v3'].map(async name => {
    const { info } = JSON.parse((await get(`/api/${name}/openapi.json`)).text)
    return /Phase: (.*)\.$/.exec(info.description)?.[1]
  })
  assert.deepEqual(await Promise.all(phases), ['deprecated', 'active LTS', 'current'])
})
