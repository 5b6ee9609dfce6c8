import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newTenant, testDatabase } from '../../../test/kit/database.ts'
import { transact } from '../../storage/database.ts'
import { webhookFaces } from '../../workers/webhook-faces.ts'
import { changeSettings } from '../accounts/change-settings.ts'
import { findTenant } from '../accounts/list-accounts.ts'
import { createWebhook } from './create-webhook.ts'
import { disableWebhook } from './disable-webhook.ts'
import { enableWebhook } from './enable-webhook.ts'
import { listWebhooks } from './list-webhooks.ts'
import type { NewWebhook } from './new-webhook.ts'
import { rotateSecret } from './rotate-secret.ts'

const database = await testDatabase()
const { db } = database
after(() => database.close())

const at = new Date('2026-03-01T12:00:00Z')
const by = { actor: 'operator:anna', wall: new Date('2026-03-01T11:00:00Z') }
const tenant = await newTenant(db)
const create = (input: Partial<NewWebhook>, allowPrivate = false, whose = tenant) =>
  transact(db, tx =>
    createWebhook(
      tx,
      whose,
      { dialect: 'voyado', url: 'https://shop.example.com/hooks', ...input },
      { faces: webhookFaces, allowPrivate },
      at,
      by,
    ),
  )

test('a webhook is listed as it was made, and its secret is told this once', async () => {
  const own = await newTenant(db)
  const { webhook, secret } = await create(
    {
      description: 'Stock',
      eventTypes: ['contact.created', 'interaction.created'],
      schemaIds: ['store-visit'],
      contactTypes: ['Member'],
      headers: { 'X-Shop': 'north', authorization: 'Bearer abc' },
      concurrency: 4,
      perSecond: 100,
    },
    false,
    own,
  )
  assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/)
  const listed = await listWebhooks(db, own.id)
  assert.deepEqual(listed, [webhook])
  assert.deepEqual(webhook.headers, { 'X-Shop': '***', authorization: '***' }, 'values may be secrets')
  assert.ok(!JSON.stringify(listed).includes(secret))
  assert.deepEqual(await listWebhooks(db, (await newTenant(db)).id), [], 'another tenant sees nothing of it')
})

const refusals: Record<string, [Partial<NewWebhook>, string]> = {
  'a dialect without webhooks': [{ dialect: 'smoke' }, 'dialect'],
  'no address': [{ url: 'shop' }, 'url'],
  'an address of another protocol': [{ url: 'ftp://shop.example.com/' }, 'url'],
  'a file': [{ url: 'file:///etc/passwd' }, 'url'],
  'an address with a password': [{ url: 'https://a:b@shop.example.com/' }, 'url'],
  'an address that is too long': [{ url: `https://shop.example.com/${'x'.repeat(2000)}` }, 'url'],
  'a loopback address': [{ url: 'http://127.0.0.1:8080/' }, 'url'],
  'the metadata of a cloud': [{ url: 'http://169.254.169.254/latest/' }, 'url'],
  'a loopback address in disguise': [{ url: 'http://[::ffff:7f00:1]/' }, 'url'],
  'an unknown event': [{ eventTypes: ['contact.exploded'] }, 'eventTypes'],
  'too many events': [{ eventTypes: Array.from({ length: 101 }, () => 'contact.created') }, 'eventTypes'],
  'a schema without a name': [{ schemaIds: [''] }, 'schemaIds'],
  'a contact type that is too long': [{ contactTypes: ['x'.repeat(201)] }, 'contactTypes'],
  'a text that cannot be stored': [{ description: '\0' }, 'description'],
  'a header that would begin another': [{ headers: { 'x-a': 'b\r\nhost: evil' } }, 'headers'],
  'a header with a name that is none': [{ headers: { 'x a': 'b' } }, 'headers'],
  'a header that is ours': [{ headers: { 'Svix-Id': '1' } }, 'headers'],
  'a header about the connection': [{ headers: { 'Transfer-Encoding': 'chunked' } }, 'headers'],
  'too long headers': [{ headers: { 'x-a': 'b'.repeat(5000) } }, 'headers'],
  'no concurrency': [{ concurrency: 0 }, 'concurrency'],
  'too much of it': [{ concurrency: 257 }, 'concurrency'],
  'half a message a second': [{ perSecond: 0.5 }, 'perSecond'],
  'a secret that is too short': [{ secret: 'whsec_c2hvcnQ=' }, 'secret'],
}
for (const [name, [input, field]] of Object.entries(refusals))
  test(`${name} is refused, and the fault names its field`, async () => {
    await assert.rejects(
      create(input),
      (error: { code?: string; data?: { faults: { field: string }[] } }) => {
        assert.equal(error.code, 'webhook-invalid')
        assert.deepEqual(
          error.data?.faults.map(fault => fault.field),
          [field],
        )
        return true
      },
    )
  })

test('all faults are told together', async () => {
  await assert.rejects(create({ url: 'x', concurrency: 0 }), /url must be .*; concurrency must be/)
})

test('an operator may allow private networks, and a header that is named like a part of every object', async () => {
  const headers = Object.fromEntries([['__proto__', 'x']])
  const { webhook } = await create({ url: 'http://127.0.0.1:9/', headers }, true)
  assert.equal(webhook.url, 'http://127.0.0.1:9/')
  assert.deepEqual(Object.keys((await listWebhooks(db, tenant.id)).at(-1)!.headers), ['__proto__'])
})

test('there are no more webhooks than the setting allows', async () => {
  const made = await newTenant(db)
  await transact(db, tx => changeSettings(tx, made, { webhooks: 2 }, 'test', at))
  const own = await findTenant(db, made.slug)
  await create({}, false, own)
  await create({}, false, own)
  await assert.rejects(create({}, false, own), { code: 'too-many-webhooks' })
})

test('nor are there more when several are made at once', async () => {
  const made = await newTenant(db)
  await transact(db, tx => changeSettings(tx, made, { webhooks: 2 }, 'test', at))
  const own = await findTenant(db, made.slug)
  await Promise.allSettled(Array.from({ length: 8 }, () => create({}, false, own)))
  assert.equal((await listWebhooks(db, own.id)).length, 2)
})

test('what is done to a webhook stands in the audit trail, without its secrets', async () => {
  const own = await newTenant(db)
  const { webhook } = await create({ headers: { authorization: 'Bearer abc' } }, false, own)
  const { id } = webhook
  await transact(db, tx => disableWebhook(tx, own.id, id, 'while we move', at, by))
  await transact(db, tx => disableWebhook(tx, own.id, id, 'once more', at, by))
  await transact(db, tx => enableWebhook(tx, own.id, id, by))
  await transact(db, tx => rotateSecret(tx, own.id, id, 1000, by))
  await transact(db, tx => disableWebhook(tx, own.id, id, 'by the server', at))
  const trail = await db
    .selectFrom('audit_trail')
    .select(['at', 'actor', 'action', 'subject', 'details'])
    .where('tenant_id', '=', own.id)
    .where('action', '!=', 'tenant.created')
    .orderBy('id')
    .execute()
  const [dialect, url] = ['voyado', 'https://shop.example.com/hooks']
  assert.deepEqual(
    trail.map(({ action, details }) => [action, details]),
    [
      ['webhook.created', { dialect, url, eventTypes: [], schemaIds: [], contactTypes: [] }],
      ['webhook.disabled', { reason: 'while we move' }],
      ['webhook.enabled', {}],
      ['webhook.secret-rotated', { graceMs: 1000 }],
    ],
  )
  for (const entry of trail)
    assert.deepEqual([entry.actor, entry.at, entry.subject], ['operator:anna', by.wall, id])
})

test('a webhook that is switched off twice is told of once, and on again has no reason any more', async () => {
  const own = await newTenant(db)
  const { webhook } = await create({}, false, own)
  const off = (reason: string) => transact(db, tx => disableWebhook(tx, own.id, webhook.id, reason, at))
  assert.equal((await off('first')).disabledReason, 'first')
  assert.equal((await off('second')).disabledReason, 'first')
  const events = await db
    .selectFrom('events')
    .select(['type', 'data'])
    .where('tenant_id', '=', own.id)
    .execute()
  assert.deepEqual(events, [{ type: 'webhook.disabled', data: { webhookId: webhook.id, reason: 'first' } }])
  const on = await transact(db, tx => enableWebhook(tx, own.id, webhook.id, by))
  assert.deepEqual([on.disabledAt, on.disabledReason], [null, null])
})

test('a webhook of another tenant is not there', async () => {
  const { webhook } = await create({})
  const stranger = await newTenant(db)
  const tries = [
    () => transact(db, tx => disableWebhook(tx, stranger.id, webhook.id, 'mine', at)),
    () => transact(db, tx => enableWebhook(tx, stranger.id, webhook.id, by)),
    () => transact(db, tx => rotateSecret(tx, stranger.id, webhook.id, 0, by)),
  ]
  for (const attempt of tries) await assert.rejects(attempt(), { code: 'webhook-not-found' })
})
