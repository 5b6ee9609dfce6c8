/** What tests of people start from: someone of a tenant, signed in, and a way to call as them. */
import assert from 'node:assert/strict'
import { everything } from '../../src/domain/accounts/by.ts'
import { createPerson } from '../../src/domain/people/create-person.ts'
import { hashPassword } from '../../src/domain/people/password.ts'
import type { Person } from '../../src/domain/people/person.ts'
import type { Role } from '../../src/domain/people/role.ts'
import { startSession } from '../../src/domain/people/sign-in.ts'
import { transact } from '../../src/storage/database.ts'
import type { Answer, CallOptions, Company, TestApp } from './app.ts'

type Method = Parameters<Company['call']>[0]

export const password = 'correct horse battery'
let passwordHash: Promise<string> | undefined

export interface SignedIn {
  readonly person: Person
  readonly cookie: string
  /** Calls `/parley/v1` in the session, as a page of the server does. */
  ask(method: Method, path: string, options?: CallOptions): Promise<Answer>
}

export async function newPerson(app: TestApp, company: Company, role: Role): Promise<Person> {
  passwordHash ??= hashPassword(password)
  const input = { email: `${crypto.randomUUID()}@example.com`, name: 'Kim', role }
  const hash = await passwordHash
  const by = { actor: 'test', wall: app.services.clock.wall(), grant: everything }
  const made = await transact(app.services.db, tx =>
    createPerson(tx, company.tenant.id, { ...input, passwordHash: hash }, by),
  )
  return made.person
}

/** Someone with a role, in a session of their own. */
export async function signedIn(app: TestApp, company: Company, role: Role): Promise<SignedIn> {
  const person = await newPerson(app, company, role)
  const from = { address: '127.0.0.1', userAgent: 'Test' }
  const { token } = await transact(app.services.db, tx =>
    startSession(tx, person, from, app.services.clock.wall()),
  )
  return inSession(company, person, `parley_session=${token}`)
}

export function inSession(company: Company, person: Person, cookie: string): SignedIn {
  return {
    person,
    cookie,
    ask: (method, path, given = {}) =>
      company.call(method, `/parley/v1${path}`, {
        ...given,
        headers: { apikey: undefined, cookie, origin: 'http://localhost:80', ...given.headers },
      }),
  }
}

/** Signs in by e-mail address and password. */
export async function signIn(company: Company, person: Person): Promise<SignedIn> {
  const body = { email: person.email, password, tenant: company.tenant.slug }
  const answer = await company.call('POST', '/parley/v1/session', { body, headers: { apikey: undefined } })
  assert.equal(answer.status, 201, answer.text)
  return inSession(company, person, String(answer.headers['set-cookie']).split(';')[0]!)
}
