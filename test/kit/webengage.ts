/** What tests of the WebEngage dialect start from: a company that calls with a bearer key and its license code. */
import assert from 'node:assert/strict'
import { licenseCodeOf } from '../../src/dialects/webengage/license-code.ts'
import { createKey } from '../../src/domain/accounts/create-key.ts'
import type { TenantSettings } from '../../src/domain/accounts/tenant-settings.ts'
import { readContact } from '../../src/domain/contacts/read-contact.ts'
import { transact } from '../../src/storage/database.ts'
import type { Answer, CallOptions, Company, TestApp } from './app.ts'
import { newParleyCompany } from './parley.ts'

type Method = Parameters<Company['call']>[0]

export interface WebengageCompany extends Company {
  readonly licenseCode: string
  /** Calls below `/v1/accounts/{licenseCode}`, or any address that begins with `//`, less one slash. */
  ask(method: Method, path: string, options?: CallOptions): Promise<Answer>
  /** A POST that must be answered as queued. */
  send(path: string, body: object): Promise<void>
}

export async function newWebengageCompany(
  app: TestApp,
  options: Parameters<TestApp['newCompany']>[0] = {},
): Promise<WebengageCompany> {
  const company = await app.newCompany({ ...options, key: { ...options.key, dialect: 'webengage' } })
  const licenseCode = licenseCodeOf(company.tenant)
  const ask: WebengageCompany['ask'] = (method, path, given = {}) =>
    company.call(method, path.startsWith('//') ? path.slice(1) : `/v1/accounts/${licenseCode}${path}`, {
      ...given,
      headers: { apikey: undefined, authorization: `Bearer ${company.apiKey}`, ...given.headers },
    })
  return {
    ...company,
    licenseCode,
    ask,
    async send(path, body) {
      const answer = await ask('POST', path, { body })
      assert.equal(answer.status, 201, answer.text)
      assert.deepEqual(answer.body, { response: { status: 'queued' } })
    },
  }
}

/** A company that is called through Parley's own API, and with `ask` through this one: `{lc}` is its license code. */
export async function newAskedCompany(app: TestApp, settings: Partial<TenantSettings> = {}) {
  const company = await newParleyCompany(app, { settings })
  const { services } = app
  const { secret } = await transact(services.db, tx =>
    createKey(tx, company.tenant.id, { dialect: 'webengage', name: 'w' }, 'test', new Date()),
  )
  await services.directory.refresh()
  const ask = (method: Method, path: string, body?: unknown, headers: CallOptions['headers'] = {}) =>
    company.call(method, path.replace('{lc}', licenseCodeOf(company.tenant)), {
      headers: { apikey: undefined, authorization: `Bearer ${secret}`, ...headers },
      ...(body !== undefined && { body }),
    })
  return { company, ask }
}

/** The contact of a user id or an anonymous id, which must be there. */
export async function contactOf(
  { services }: TestApp,
  { tenant }: Company,
  value: string,
  kind: 'userId' | 'anonymousId' = 'userId',
) {
  const { contact_id } = await services.db
    .selectFrom('contact_keys')
    .select('contact_id')
    .where('tenant_id', '=', tenant.id)
    .where('kind', '=', kind)
    .where('value', '=', value)
    .executeTakeFirstOrThrow()
  return readContact(services.db, tenant, contact_id)
}

/** That an answer refuses as every refusal does: the container with status `error`, in JSON. */
export function assertError(answer: Answer, status: number, message: RegExp | string): void {
  assert.equal(answer.status, status, answer.text)
  assert.match(String(answer.headers['content-type']), /^application\/json\b/)
  assert.equal(answer.body.response.status, 'error')
  assert.deepEqual(Object.keys(answer.body.response), ['message', 'status'])
  if (typeof message === 'string') assert.equal(answer.body.response.message, message)
  else assert.match(answer.body.response.message, message)
}
