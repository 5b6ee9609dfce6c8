import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { testApp } from '../../../../test/kit/app.ts'
import { assertProblem, newParleyCompany } from '../../../../test/kit/parley.ts'
import { newPerson, password, signedIn, signIn } from '../../../../test/kit/people.ts'
import { hasScope } from '../../../domain/accounts/api-key.ts'
import { isDecided, roles, scopesOf } from '../../../domain/people/role.ts'
import { sweepSessions } from '../../../domain/people/sign-in.ts'
import { parley } from '../dialect.ts'

let wallMs = Date.now()
const app = await testApp({ wallMs: () => wallMs })
after(app.close)
const hour = 3_600_000

test('every scope that an operation asks for is decided for every role', () => {
  const nouns = new Set(parley.operations.map(({ scope }) => scope.split(':')[0]!))
  assert.deepEqual(
    [...nouns].filter(noun => !isDecided(noun)),
    [],
    'give it a row in src/domain/people/role.ts',
  )
})

test('a person signs in, is told who they are and what they may do, and signs out', async () => {
  const company = await newParleyCompany(app)
  const { ask, person } = await signIn(company, await newPerson(app, company, 'marketer'))
  const me = await ask('GET', '/me')
  assert.equal(me.status, 200, me.text)
  assert.deepEqual(
    [me.body.email, me.body.role, me.body.tenant.slug],
    [person.email, 'marketer', company.tenant.slug],
  )
  assert.deepEqual(me.body.scopes, scopesOf.marketer)
  const open = await ask('GET', '/session')
  assert.deepEqual(open.body.me, me.body)
  assert.equal(open.headers['cache-control'], 'no-store')
  const out = await ask('DELETE', '/session')
  assert.equal(out.status, 204)
  assert.match(String(out.headers['set-cookie']), /^parley_session=; .*Max-Age=0/)
  assertProblem(await ask('GET', '/me'), 401, 'unauthorized')
  assert.equal((await ask('GET', '/session')).body.me, null)
  const trail = await company.get('GET', `/audit-trail?subject=${person.id}`)
  assert.equal(trail.items[0].actor, `person:${person.email}`)
  assert.equal(trail.items[0].action, 'person.signed-in')
})

test('the cookie is for the server alone, and over TLS for nobody who listens', async () => {
  const company = await newParleyCompany(app)
  const { email } = await newPerson(app, company, 'viewer')
  const body = { email: ` ${email.toUpperCase()} `, password, tenant: company.tenant.slug }
  const signed = await company.ask('POST', '/session', { body })
  assert.match(
    String(signed.headers['set-cookie']),
    /^parley_session=[0-9a-f-]{36}\.[\w-]{43}; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Strict$/,
  )
})

test('a wrong password, an unknown address and an unknown tenant are answered alike', async () => {
  const company = await newParleyCompany(app)
  const { email } = await newPerson(app, company, 'owner')
  const tenant = company.tenant.slug
  const tries = [
    { email, password: 'wrong', tenant },
    { email: 'nobody@example.com', password, tenant },
    { email, password, tenant: 'no-such-tenant' },
    { email, password },
    { email: 'not an address', password: '', tenant },
  ]
  const texts = new Set<string>()
  for (const body of tries) {
    const answer = await company.ask('POST', '/session', { body })
    assertProblem(answer, 401, 'sign-in-refused')
    assert.equal(answer.headers['set-cookie'], undefined)
    texts.add(answer.text)
  }
  assert.equal(texts.size, 1)
  assertProblem(await company.ask('POST', '/session', { body: { email } }), 400, 'input-invalid')
  const form = { body: 'email=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  assertProblem(await company.ask('POST', '/session', form), 415, 'content-type-wrong')
})

test('an unknown address costs as long as a wrong password', async () => {
  const company = await newParleyCompany(app)
  const { email } = await newPerson(app, company, 'owner')
  const time = async (address: string) => {
    const started = performance.now()
    const body = { email: address, password: 'wrong', tenant: company.tenant.slug }
    await company.ask('POST', '/session', { body })
    return performance.now() - started
  }
  // To derive a key takes far longer than to find nobody; how long exactly depends on who else works here.
  const times = [await time(email), await time('nobody@example.com'), await time('no address')]
  assert.ok(Math.min(...times) > 50, `${times} ms`)
})

test('after ten wrong passwords for one address even the right one has to wait', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'owner')
  const tenant = company.tenant.slug
  const body = { email: person.email, password: 'wrong', tenant }
  const from = (n: number) => ({ remoteAddress: `198.51.100.${n}` })
  for (let n = 0; n < 10; n++)
    assertProblem(await company.ask('POST', '/session', { body, ...from(n) }), 401, 'sign-in-refused')
  const eleventh = await company.ask('POST', '/session', { body: { ...body, password }, ...from(11) })
  assertProblem(eleventh, 429, 'too-many-sign-ins')
  assert.ok(Number(eleventh.headers['retry-after']) > 800)
  wallMs += 15 * 60_000
  await signIn(company, person)
})

test('each role may do in a session what its scopes say, and nothing else', async () => {
  const company = await newParleyCompany(app)
  const left = new Set(['/stream', '/reset', '/me/password'])
  const operations = parley.operations.filter(({ path }) => !left.has(path) && !/^\/(me|people)/.test(path))
  for (const role of roles) {
    const { ask } = await signedIn(app, company, role)
    for (const { method, path, scope, name } of operations) {
      const mayDo = hasScope({ scopes: scopesOf[role] }, scope)
      if (mayDo && method !== 'GET') continue
      const address = path.replaceAll(/\{\w+\}/g, crypto.randomUUID())
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} }
      const { status, body: problem } = await ask(method, address, body)
      const isScopeMissing = status === 403 && problem.type.endsWith('scope-missing')
      assert.equal(isScopeMissing, !mayDo, `${role} ${name}: ${status}`)
    }
  }
})

test('what a person does stands in the audit trail under their name', async () => {
  const company = await newParleyCompany(app)
  const { ask, person } = await signedIn(app, company, 'developer')
  const made = await ask('POST', '/keys', {
    body: { dialect: 'parley', name: 'x', scopes: ['contacts:read'] },
  })
  assert.equal(made.status, 201, made.text)
  const { items } = await company.get('GET', `/audit-trail?subject=${made.body.id}`)
  assert.equal(items[0].actor, `person:${person.email}`)
  const all = { dialect: 'parley', name: 'x' }
  assertProblem(await ask('POST', '/keys', { body: all }), 403, 'key-too-powerful')
})

test('a session changes something only from a page of this server', async () => {
  const company = await newParleyCompany(app)
  const { ask } = await signedIn(app, company, 'owner')
  const origins = ['http://evil.example', 'http://localhost:3000', 'null', undefined]
  for (const origin of origins) {
    const answer = await ask('POST', '/contacts', { body: { attributes: {} }, headers: { origin } })
    assertProblem(answer, 403, 'origin-forbidden')
    assert.equal((await ask('GET', '/me', { headers: { origin } })).status, 200)
  }
  const signIn = { body: { email: 'a@example.com', password }, headers: { origin: 'http://evil.example' } }
  assertProblem(await company.ask('POST', '/session', signIn), 403, 'origin-forbidden')
  const out = { headers: { origin: 'http://evil.example' } }
  assertProblem(await ask('DELETE', '/session', out), 403, 'origin-forbidden')
})

test('a session ends when it is unused for half a day, and after two weeks whatever happens', async () => {
  const company = await newParleyCompany(app)
  const idle = await signedIn(app, company, 'viewer')
  const busy = await signedIn(app, company, 'viewer')
  wallMs += 11 * hour
  assert.equal((await busy.ask('GET', '/me')).status, 200)
  wallMs += 2 * hour
  assertProblem(await idle.ask('GET', '/me'), 401, 'unauthorized')
  for (let at = 13; at < 14 * 24; at += 11) {
    assert.equal((await busy.ask('GET', '/me')).status, 200, `after ${at} hours`)
    wallMs += 11 * hour
  }
  assertProblem(await busy.ask('GET', '/me'), 401, 'unauthorized')
  await sweepSessions(app.services.db, new Date(wallMs))
  const kept = app.services.db.selectFrom('sessions').where('tenant_id', '=', company.tenant.id)
  assert.deepEqual(await kept.select('id').execute(), [])
})

test('a made-up, broken or strange cookie is nobody', async () => {
  const company = await newParleyCompany(app)
  const stranger = await newParleyCompany(app)
  const { ask, cookie } = await signedIn(app, company, 'owner')
  const other = cookie.replace(company.tenant.id, stranger.tenant.id)
  const cookies = [other, `${cookie}x`, 'parley_session=', 'parley_session=a.b', `x${cookie}`]
  for (const each of cookies)
    assertProblem(await ask('GET', '/me', { headers: { cookie: each } }), 401, 'unauthorized')
  const host = `${stranger.tenant.slug}.example.com`
  assertProblem(await ask('GET', '/me', { headers: { host } }), 401, 'unauthorized')
  // Who sends a key is the key.
  const headers = { authorization: `Bearer ${company.apiKey}` }
  assertProblem(await ask('GET', '/me', { headers }), 403, 'person-needed')
})

test('sessions are listed and ended one by one, or all others at once', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'viewer')
  const [one, two, three] = [
    await signIn(company, person),
    await signIn(company, person),
    await signIn(company, person),
  ]
  const { items } = (await one.ask('GET', '/me/sessions')).body
  assert.equal(items.length, 3)
  assert.deepEqual(items.filter((item: { isThis: boolean }) => item.isThis).length, 1)
  const own = (await two.ask('GET', '/me')).body.session.id
  assert.equal((await one.ask('DELETE', `/me/sessions/${own}`)).status, 204)
  assertProblem(await two.ask('GET', '/me'), 401, 'unauthorized')
  assertProblem(await one.ask('DELETE', `/me/sessions/${own}`), 404, 'session-not-found')
  assertProblem(await one.ask('DELETE', '/me/sessions/x'), 404, 'session-not-found')
  assert.equal((await one.ask('DELETE', '/me/sessions')).status, 204)
  assertProblem(await three.ask('GET', '/me'), 401, 'unauthorized')
  assert.equal((await one.ask('GET', '/me')).status, 200)
})

test('who sets another password gives the present one, and is signed out everywhere else', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'viewer')
  const [one, two] = [await signIn(company, person), await signIn(company, person)]
  const change = (present: string, next: string) =>
    one.ask('PUT', '/me/password', { body: { present, next } })
  assertProblem(await change('wrong', 'another long one'), 422, 'password-wrong')
  for (const weak of ['short', 'aaaaaaaaaaaa', person.email, 'x'.repeat(201)])
    assertProblem(await change(password, weak), 422, 'password-weak')
  assert.equal((await change(password, 'another long one')).status, 204)
  assert.equal((await one.ask('GET', '/me')).status, 200)
  assertProblem(await two.ask('GET', '/me'), 401, 'unauthorized')
  const old = { email: person.email, password, tenant: company.tenant.slug }
  assertProblem(await company.ask('POST', '/session', { body: old }), 401, 'sign-in-refused')
})

test('an invited person sets a password by their link, once, and is signed in', async () => {
  const company = await newParleyCompany(app)
  const admin = await signedIn(app, company, 'admin')
  const made = await admin.ask('POST', '/people', {
    body: { email: 'New@Example.com', name: ' Noor ', role: 'agent' },
  })
  assert.equal(made.status, 201, made.text)
  assert.deepEqual(
    [made.body.email, made.body.name, made.body.hasPassword],
    ['new@example.com', 'Noor', false],
  )
  const token = new URL(made.body.invitationUrl).hash.slice(1)
  assert.equal(new URL(made.body.invitationUrl).pathname, '/invitation')
  assert.deepEqual((await company.ask('POST', '/invitation', { body: { token } })).body, {
    email: 'new@example.com',
    name: 'Noor',
  })
  const accept = (given: string, chosen = password) =>
    company.ask('POST', '/invitation/accept', { body: { token: given, password: chosen } })
  assertProblem(await accept(token, 'short'), 422, 'password-weak')
  assertProblem(await accept(`${token.slice(0, -1)}?`), 410, 'invitation-invalid')
  const second = await admin.ask('POST', `/people/${made.body.id}/invitation`, { body: {} })
  assertProblem(await accept(token), 410, 'invitation-invalid')
  const next = new URL(second.body.invitationUrl).hash.slice(1)
  const [won, lost] = await Promise.all([accept(next), accept(next)])
  assert.deepEqual([won.status, lost.status].sort(), [201, 410])
  assert.equal((await admin.ask('GET', `/people/${made.body.id}`)).body.hasPassword, true)
  const third = await admin.ask('POST', `/people/${made.body.id}/invitation`, { body: {} })
  wallMs += 7 * 24 * hour
  assertProblem(await accept(new URL(third.body.invitationUrl).hash.slice(1)), 410, 'invitation-invalid')
})

test('people are listed, changed and removed, and what they may do follows at once', async () => {
  const company = await newParleyCompany(app)
  const owner = await signedIn(app, company, 'owner')
  const other = await signedIn(app, company, 'viewer')
  const path = `/people/${other.person.id}`
  assert.equal((await other.ask('GET', '/people')).body.items.length, 2)
  assertProblem(await other.ask('PATCH', path, { body: { role: 'owner' } }), 403, 'scope-missing')
  const before = await owner.ask('GET', path)
  const changed = await owner.ask('PATCH', path, {
    body: { role: 'marketer', name: 'Max' },
    headers: { 'if-match': String(before.headers.etag) },
  })
  assert.deepEqual([changed.body.role, changed.body.name], ['marketer', 'Max'])
  assert.equal((await other.ask('GET', '/me')).body.role, 'marketer')
  const stale = { body: { name: 'x' }, headers: { 'if-match': String(before.headers.etag) } }
  assertProblem(await owner.ask('PATCH', path, stale), 412, 'version-mismatch')
  assert.equal((await other.ask('PATCH', '/me', { body: { name: 'Maxine' } })).body.name, 'Maxine')
  assert.equal((await owner.ask('DELETE', `${path}/sessions`)).status, 204)
  assertProblem(await other.ask('GET', '/me'), 401, 'unauthorized')
  assert.equal((await owner.ask('DELETE', path)).status, 204)
  assertProblem(await owner.ask('GET', path), 404, 'person-not-found')
  assertProblem(await owner.ask('DELETE', '/people/x'), 404, 'person-not-found')
})

test('nobody makes or changes somebody who may do more, and an owner stays', async () => {
  const company = await newParleyCompany(app)
  const owner = await signedIn(app, company, 'owner')
  const admin = await signedIn(app, company, 'admin')
  const person = (role: string, more: object = {}) => ({
    body: { email: `${crypto.randomUUID()}@example.com`, name: 'x', role, ...more },
  })
  const path = `/people/${owner.person.id}`
  assertProblem(await admin.ask('POST', '/people', person('owner')), 403, 'role-too-powerful')
  for (const [method, rest, body] of [
    ['PATCH', '', { role: 'viewer' }],
    ['DELETE', '', undefined],
    ['POST', '/invitation', {}],
    ['DELETE', '/sessions', undefined],
  ] as const)
    assertProblem(await admin.ask(method, `${path}${rest}`, body && { body }), 403, 'role-too-powerful')
  assertProblem(
    await admin.ask('PATCH', `/people/${admin.person.id}`, { body: { role: 'owner' } }),
    403,
    'role-too-powerful',
  )
  assertProblem(await owner.ask('PATCH', path, { body: { role: 'admin' } }), 409, 'last-owner')
  assertProblem(await owner.ask('DELETE', path), 409, 'last-owner')
  assert.equal((await owner.ask('POST', '/people', person('owner', { password }))).status, 201)
  assert.equal((await owner.ask('DELETE', path)).status, 204)

  const key = await company.get('POST', '/keys', { dialect: 'parley', name: 'x', scopes: ['people:*'] })
  const as = { authorization: `Bearer ${key.secret}` }
  const made = await company.ask('POST', '/people', { ...person('viewer'), headers: as })
  assertProblem(made, 403, 'role-too-powerful')
})

test('a person is refused for what is wrong with them', async () => {
  const company = await newParleyCompany(app)
  const make = (body: object) =>
    company.ask('POST', '/people', { body: { email: 'a@example.com', name: 'A', role: 'viewer', ...body } })
  assertProblem(await make({ email: 'no address' }), 422, 'person-invalid')
  assertProblem(await make({ name: '   ' }), 422, 'person-invalid')
  assertProblem(await make({ name: 'a\u0000b' }), 422, 'person-invalid')
  assertProblem(await make({ role: 'king' }), 400, 'input-invalid')
  assertProblem(await make({ password: 'short' }), 422, 'password-weak')
  assert.equal((await make({})).status, 201)
  assertProblem(await make({ email: 'A@EXAMPLE.COM' }), 409, 'person-exists')
})

test('a stream ends with the session that opened it', async () => {
  const company = await newParleyCompany(app)
  const { cookie, ask } = await signedIn(app, company, 'viewer')
  const opened = await app.app.inject({
    method: 'GET',
    url: '/parley/v1/stream',
    headers: { cookie },
    payloadAsStream: true,
  })
  const out = await ask('DELETE', '/session')
  assert.equal(out.status, 204)
  const ticking = setInterval(() => {
    wallMs += 3000
  }, 100)
  const body = await text(opened.stream())
  clearInterval(ticking)
  assert.match(body, /^retry/)
})

test('a link to set a password ends when the person may do more than when it was given', async () => {
  const company = await newParleyCompany(app)
  const owner = await signedIn(app, company, 'owner')
  const admin = await signedIn(app, company, 'admin')
  const person = await newPerson(app, company, 'viewer')
  const accept = (url: string) =>
    company.ask('POST', '/invitation/accept', { body: { token: new URL(url).hash.slice(1), password } })
  const link = async () =>
    (await admin.ask('POST', `/people/${person.id}/invitation`, { body: {} })).body.invitationUrl
  const given = await link()
  const raised = await owner.ask('PATCH', `/people/${person.id}`, { body: { role: 'owner' } })
  assert.deepEqual([raised.body.role, raised.body.invitedUntil], ['owner', null])
  assertProblem(await accept(given), 410, 'invitation-invalid')
  assert.equal((await owner.ask('PATCH', `/people/${person.id}`, { body: { role: 'admin' } })).status, 200)
  const kept = await link()
  const lowered = await owner.ask('PATCH', `/people/${person.id}`, { body: { role: 'viewer', name: 'V' } })
  assert.notEqual(lowered.body.invitedUntil, null)
  assert.equal((await accept(kept)).status, 201)
})

test('an e-mail address is one account, in however many ways it is written', async () => {
  const company = await newParleyCompany(app)
  const person = await newPerson(app, company, 'viewer')
  const tenant = company.tenant.slug
  const attempt = (email: string, given: string) =>
    company.ask('POST', '/session', { body: { email, password: given, tenant } })
  for (let n = 0; n < 10; n++)
    assertProblem(
      await attempt(`${' '.repeat(n)}${person.email.toUpperCase()}`, 'wrong one'),
      401,
      'sign-in-refused',
    )
  assertProblem(await attempt(` ${person.email} `, password), 429, 'too-many-sign-ins')
})
