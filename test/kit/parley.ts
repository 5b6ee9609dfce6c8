/** What tests of Parley's own API start from: a company that calls with a bearer key, and what it may have. */
import assert from 'node:assert/strict'
import type { Answer, CallOptions, Company, TestApp } from './app.ts'
import { storeVisit, visit } from './voyado.ts'

type Method = Parameters<Company['call']>[0]

export interface ParleyCompany extends Company {
  /** Calls an operation of `/parley/v1` with the key, unless the headers have another or `authorization: undefined`. */
  ask(method: Method, path: string, options?: CallOptions): Promise<Answer>
  /** The same, but the answer must be a success; gives its body. */
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what a test is about.
  get(method: Method, path: string, body?: unknown): Promise<any>
}

export async function newParleyCompany(
  app: TestApp,
  options: Parameters<TestApp['newCompany']>[0] = {},
): Promise<ParleyCompany> {
  const company = await app.newCompany({ ...options, key: { ...options.key, dialect: 'parley' } })
  const ask: ParleyCompany['ask'] = (method, path, given = {}) =>
    company.call(method, `/parley/v1${path}`, {
      ...given,
      headers: { apikey: undefined, authorization: `Bearer ${company.apiKey}`, ...given.headers },
    })
  return {
    ...company,
    ask,
    async get(method, path, body) {
      const answer = await ask(method, path, body === undefined ? {} : { body })
      assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${answer.text}`)
      return answer.body
    },
  }
}

/** Makes a contact and answers its id. */
export async function newParleyContact({ get }: ParleyCompany, attributes: object = {}): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`
  return (await get('POST', '/contacts', { attributes: { email, ...attributes } })).id
}

/** A company's contact, schema and interaction of the two. */
export async function furnishParley(company: ParleyCompany) {
  const contactId = await newParleyContact(company)
  const { id: schemaId } = await company.get('POST', '/schemas', storeVisit)
  const interaction = { contactId, schemaId, payload: visit }
  const { id: interactionId } = await company.get('POST', '/interactions', interaction)
  return { contactId, schemaId, interactionId }
}

/** That an answer refuses as every refusal does: a problem with this code. */
export function assertProblem(answer: Answer, status: number, code: string, detail?: RegExp): void {
  assert.equal(answer.status, status, answer.text)
  assert.match(String(answer.headers['content-type']), /^application\/problem\+json\b/)
  assert.equal(answer.body.type, `/parley/v1/problems/${code}`, answer.text)
  assert.equal(answer.body.status, status)
  assert.equal(typeof answer.body.title, 'string')
  if (detail) assert.match(answer.body.detail, detail)
}
