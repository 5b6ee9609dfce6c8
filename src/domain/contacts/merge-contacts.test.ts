import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testApp } from '../../../test/kit/app.ts'
import { assertProblem, newParleyCompany, type ParleyCompany } from '../../../test/kit/parley.ts'
import { newSchema, visit } from '../../../test/kit/voyado.ts'
import { createKey } from '../accounts/create-key.ts'
import { removals } from '../interactions/removals.ts'

const app = await testApp()
after(app.close)
const { services } = app

/** Calls another dialect as the same company. */
async function asVoyado({ tenant, call }: ParleyCompany) {
  const { secret } = await services.db
    .transaction()
    .execute(tx => createKey(tx, tenant.id, { dialect: 'voyado', name: 'v' }, 'test', new Date()))
  await services.directory.refresh()
  return {
    call: ((method, path, options = {}) =>
      call(method, path, {
        ...options,
        headers: { apikey: secret, ...options.headers },
      })) as ParleyCompany['call'],
  }
}

test('a merged contact leaves nothing behind but word of where it went', async () => {
  const company = await newParleyCompany(app)
  const { get, ask } = company
  const voyado = await asVoyado(company)
  const one = await get('POST', '/contacts', {
    attributes: { email: 'new@example.com', firstName: 'Eva' },
    preferences: { email: true, sms: true },
  })
  const other = await get('POST', '/contacts', {
    attributes: { email: 'old@example.com', firstName: 'Ewa', city: 'Lund', mobilePhone: '+46701234567' },
    preferences: { email: false },
    consents: [{ id: 'terms', value: true }],
  })
  const schemaId = await newSchema({ ...company, call: voyado.call })
  const kept = await voyado.call('POST', '/api/v3/interactions', {
    body: { contactId: other.id, schemaId, payload: visit },
  })
  assert.equal(kept.status, 200, kept.text)
  const cart = (contactId: string, cartReference: string) =>
    voyado.call('POST', '/api/v3/tracking/carts', {
      body: { contactId, cartReference, items: [{ sku: 'x', quantity: 1 }], time: new Date().toISOString() },
    })
  await Promise.all([cart(one.id, 'both'), cart(other.id, 'both'), cart(other.id, 'alone')])

  const merged = await get('POST', `/contacts/${one.id}/merge`, { contactId: other.id })
  const { email, firstName, city, mobilePhone } = merged.attributes
  assert.deepEqual([email, firstName, city, mobilePhone], ['new@example.com', 'Eva', 'Lund', '+46701234567'])
  assert.deepEqual(merged.preferences, { email: false, sms: true })
  assert.equal(merged.consents[0].id, 'terms')
  assert.ok(merged.version > 1)

  for (const key of ['old@example.com', 'new@example.com', '+46701234567', other.attributes.memberNumber]) {
    const { items } = await get('GET', `/contacts?key=${encodeURIComponent(key)}`)
    assert.deepEqual(
      items.map((item: { id: string }) => item.id),
      [one.id],
      key,
    )
  }
  const gone = await ask('GET', `/contacts/${other.id}`)
  assertProblem(gone, 410, 'contact-merged')
  assert.equal(gone.body.data.mergedInto, one.id)
  const taken = await ask('POST', '/contacts', { body: { attributes: { email: 'old@example.com' } } })
  assert.equal(taken.body.data.contactId, one.id, 'the old address still names the person')

  await app.catchUp(removals, company)
  const visits = await voyado.call('GET', `/api/v3/interactions?contactId=${one.id}&schemaId=${schemaId}`)
  assert.deepEqual(
    visits.body.items.map((item: { id: string }) => item.id),
    [kept.body.id],
  )
  const exported = await get('GET', `/contacts/${one.id}/export`)
  const carts = exported.kept.carts.map((each: { cartReference: string }) => each.cartReference)
  assert.deepEqual(carts.sort(), ['alone', 'both'])
  const told = exported.kept.events.map((event: { type: string }) => event.type)
  assert.ok(
    told.includes('contact.merged') && told.filter((type: string) => type === 'contact.created').length === 1,
  )

  const third = await get('POST', '/contacts', { attributes: { email: 'third@example.com' } })
  await get('POST', `/contacts/${third.id}/merge`, { contactId: one.id })
  assert.equal((await ask('GET', `/contacts/${other.id}`)).body.data.mergedInto, third.id)
})

test('an export has every kind of row of a person, and nobody else’s', async () => {
  const company = await newParleyCompany(app)
  const { get } = company
  const { id } = await get('POST', '/contacts', {
    attributes: { email: 'a@example.com' },
    preferences: { sms: true },
  })
  await get('POST', '/contacts', { attributes: { email: 'stranger@example.com' } })
  const { contact, kept, incomplete } = await get('GET', `/contacts/${id}/export`)
  assert.deepEqual([contact.id, incomplete], [id, []])
  assert.deepEqual(kept.contactKeys.map((key: { kind: string }) => key.kind).sort(), [
    'email',
    'memberNumber',
  ])
  assert.equal(kept.contactPreferences[0].channel, 'sms')
  assert.equal(kept.events[0].type, 'contact.created')
  assert.doesNotMatch(JSON.stringify(kept), /stranger|tenantId/)
})

test('two contacts are merged once, whoever asks at once, and none into itself', async () => {
  const { get, ask } = await newParleyCompany(app)
  const [a, b] = [
    await get('POST', '/contacts', { attributes: { email: 'a@example.com' } }),
    await get('POST', '/contacts', { attributes: { email: 'b@example.com' } }),
  ]
  const merge = (into: string, from: string) =>
    ask('POST', `/contacts/${into}/merge`, { body: { contactId: from } })
  assertProblem(await merge(a.id, a.id.toUpperCase()), 409, 'contact-merge-invalid')
  assertProblem(await merge(a.id, crypto.randomUUID()), 404, 'contact-not-found')
  assertProblem(await merge(a.id, 'x'), 400, 'contact-id-invalid')
  const statuses = (await Promise.all([merge(a.id, b.id), merge(b.id, a.id)])).map(({ status }) => status)
  assert.deepEqual(statuses.sort(), [200, 404])
})
