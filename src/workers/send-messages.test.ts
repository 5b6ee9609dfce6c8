import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import {
  addPerson,
  addTemplate,
  factsOf,
  newCompany,
  publicUrl,
  queueOne,
  sendsOf,
  settled,
  startTestSender,
} from '../../test/kit/sends.ts'
import { deleteContact } from '../domain/contacts/delete-contact.ts'
import { queueSends } from '../domain/messaging/queue-sends.ts'
import { latestMessages } from '../domain/messaging/read-messages.ts'
import { listOutbox, readCaptured } from '../domain/messaging/read-outbox.ts'
import { deleteTemplate } from '../domain/messaging/write-templates.ts'
import { newId } from '../kernel/ids.ts'
import { transact } from '../storage/database.ts'

const database = await testDatabase()
const { db } = database
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(each => each.stop()))
})
after(() => database.close())

function start(options: Parameters<typeof startTestSender>[1] = {}) {
  const sender = startTestSender(database, options)
  running.push(sender)
  return sender
}

test('what is queued is rendered and captured, once, and every step of it is a fact', async () => {
  const { tenant, template } = await newCompany(db)
  const contactId = await addPerson(db, tenant, {
    attributes: { email: 'Ada@Example.com', firstName: 'Ada' },
  })
  const sendId = await queueOne(db, tenant, template, contactId)
  const sender = start()
  const [send] = await settled(db, tenant)
  assert.deepEqual([send!.id, send!.state, send!.address], [sendId, 'sent', 'ada@example.com'])
  const captured = await readCaptured(db, tenant.id, sendId)
  assert.deepEqual(
    [captured.to, captured.subject, captured.text, captured.html],
    ['ada@example.com', 'About Lamp', 'Hello Ada', null],
  )
  const facts = await factsOf(db, tenant)
  assert.deepEqual(
    facts.map(({ type }) => type),
    ['message.queued', 'message.sent'],
  )
  assert.deepEqual(facts[1]!.data, {
    sendId,
    channel: 'email',
    templateId: template.id,
    origin: { kind: 'api', id: 'test' },
  })
  const [message] = await latestMessages(db, tenant, contactId, { count: 5 })
  assert.deepEqual([message!.name, message!.text, message!.source], ['Sorry', 'About Lamp', 'Manual'])
  assert.deepEqual(sender.errors, [])
})

test('a second send with the same key is the first one', async () => {
  const { tenant, template } = await newCompany(db)
  const contactId = await addPerson(db, tenant)
  const send = { dedupeKey: 'run-1/step-2' }
  const first = await queueOne(db, tenant, template, contactId, send)
  assert.equal(await queueOne(db, tenant, template, contactId, send), first)
  const origin = { kind: 'api', id: 'x' } as const
  const context = { interaction: { product: 'Lamp' } }
  const whole = { contactId, templateId: template.id, channel: 'email', origin, context } as const
  const outcomes = await transact(db, tx =>
    queueSends(
      tx,
      tenant.id,
      [
        { ...whole, dedupeKey: 'twice' },
        { ...whole, dedupeKey: 'twice' },
        { ...whole, dedupeKey: 'a', contactId: newId() },
        { ...whole, dedupeKey: 'b', templateId: newId() },
        { ...whole, dedupeKey: 'c', channel: 'sms' },
        { ...whole, dedupeKey: 'd', context: { text: '\0' } },
      ],
      new Date(),
    ),
  )
  const [one, other, ...refused] = outcomes
  assert.ok(one && other && 'id' in one && 'id' in other && one.id === other.id && one.isNew && !other.isNew)
  assert.deepEqual(refused, [
    { refusal: 'contact-missing' },
    { refusal: 'template-missing' },
    { refusal: 'channel-wrong' },
    { refusal: 'context-invalid' },
  ])
  start()
  await settled(db, tenant)
  assert.equal((await listOutbox(db, tenant.id, { limit: 10 })).items.length, 2)
})

test('what speaks against a message is asked at the moment of sending', async () => {
  const { tenant, template: transactional } = await newCompany(db)
  const template = await addTemplate(db, tenant, { isTransactional: false, consentIds: ['club'] })
  const sms = await addTemplate(db, tenant, { channel: 'sms', subject: null, text: 'Hi' })
  const email = () => `${newId()}@example.com`
  const consents = [{ id: 'club', value: true, date: '2026-01-01T00:00:00Z', source: null, comment: null }]
  const fine = { preferences: { email: true }, consents }
  const people = {
    'preference-missing': await addPerson(db, tenant, { attributes: { email: email() }, consents }),
    'preference-refused': await addPerson(db, tenant, { preferences: { email: false }, consents }),
    'consent-missing': await addPerson(db, tenant, { preferences: { email: true } }),
    'contact-unapproved': await addPerson(db, tenant, { ...fine, createAsUnapproved: true }),
    'address-suppressed': await addPerson(db, tenant, { ...fine, attributes: { email: 'gone@example.com' } }),
  }
  await db
    .insertInto('message_suppressions')
    .values({
      tenant_id: tenant.id,
      channel: 'email',
      address: 'gone@example.com',
      reason: 'manual',
      created_at: new Date(),
    })
    .execute()
  const expected: (readonly [string, string | null])[] = []
  for (const [reason, id] of Object.entries(people)) {
    expected.push([await queueOne(db, tenant, template, id), reason])
  }
  expected.push([await queueOne(db, tenant, template, await addPerson(db, tenant, fine)), null])
  expected.push([await queueOne(db, tenant, transactional, people['preference-refused']), null])
  expected.push([await queueOne(db, tenant, sms, people['preference-refused']), 'address-missing'])
  expected.push([
    await queueOne(db, tenant, template, people['consent-missing'], { expiresAt: new Date() }),
    'expired',
  ])
  start()
  const sends = new Map((await settled(db, tenant)).map(send => [send.id, send]))
  assert.deepEqual(
    expected.map(([id]) => sends.get(id)!.reason),
    expected.map(([, reason]) => reason),
  )
  const states = expected.map(([id]) => sends.get(id)!.state)
  assert.deepEqual(states.slice(-4), ['sent', 'sent', 'suppressed', 'failed'])
  const facts = (await factsOf(db, tenant)).filter(({ type }) => type === 'message.suppressed')
  assert.equal(facts.length, 6)
})

test('a variable that is missing is reported and never blank', async () => {
  const { tenant, template } = await newCompany(db, {
    text: 'Hi {{ contact.nickname }}, {{ interaction.rating }}',
  })
  const contactId = await addPerson(db, tenant)
  await queueOne(db, tenant, template, contactId, { context: { interaction: { product: null } } })
  start()
  const [send] = await settled(db, tenant)
  assert.deepEqual(
    [send!.state, send!.reason, send!.detail],
    ['failed', 'variables-missing', 'interaction.product, contact.nickname'],
  )
  assert.equal((await listOutbox(db, tenant.id, { limit: 10 })).items.length, 0)
})

test('with its template gone a send fails; with its contact gone it goes, and what was captured as well', async () => {
  const { tenant, template } = await newCompany(db)
  const other = await addTemplate(db, tenant)
  const contactId = await addPerson(db, tenant)
  await queueOne(db, tenant, template, contactId)
  await queueOne(db, tenant, other, contactId)
  await transact(db, tx => deleteTemplate(tx, tenant.id, template.id, new Date()))
  start()
  assert.deepEqual(
    (await settled(db, tenant)).map(({ state, reason }) => [state, reason]),
    [
      ['failed', 'template-missing'],
      ['sent', null],
    ],
  )
  await transact(db, tx => deleteContact(tx, tenant, contactId, undefined, new Date()))
  assert.deepEqual(await sendsOf(db, tenant), [])
  assert.deepEqual((await listOutbox(db, tenant.id, { limit: 10 })).items, [])
})

test('links are led through this server where the template says so, and a newsletter can be left with one click', async () => {
  const { tenant, template } = await newCompany(db, {
    isTransactional: false,
    text: null,
    html: '<body><a class="b" href="https://a.example/?x=1&amp;y={{ interaction.product }}">a</a> <a href="mailto:b">b</a></body>',
    tracksLinks: true,
    tracksOpens: true,
  })
  const sendId = await queueOne(
    db,
    tenant,
    template,
    await addPerson(db, tenant, { preferences: { email: true } }),
  )
  start()
  await settled(db, tenant)
  const { html, headers } = await readCaptured(db, tenant.id, sendId)
  const [, address] = /href="([^"]*)"/.exec(html!)!
  assert.ok(address!.startsWith(`${publicUrl}/parley/v1/m/click/`))
  assert.equal(
    new URL(address!.replaceAll('&amp;', '&')).searchParams.get('u'),
    'https://a.example/?x=1&y=Lamp',
  )
  assert.match(html!, /href="mailto:b"/)
  assert.match(
    html!,
    /<img src="https:\/\/shop\.example\/parley\/v1\/m\/open\/[\w-]{64}" width="1"[^>]*><\/body>/,
  )
  assert.match(
    headers['List-Unsubscribe']!,
    /^<https:\/\/shop\.example\/parley\/v1\/m\/unsubscribe\/[\w-]{64}>$/,
  )
  assert.equal(headers['List-Unsubscribe-Post'], 'List-Unsubscribe=One-Click')
})

test('addresses in a text message are led through this server where its template says so', async () => {
  const { tenant, template } = await newCompany(db, {
    channel: 'sms',
    subject: null,
    html: null,
    text: 'Look: https://a.example/?x={{ interaction.product }}.',
    tracksLinks: true,
  })
  const attributes = { email: `${newId()}@example.com`, mobilePhone: '+46701234567' }
  const person = await addPerson(db, tenant, { attributes })
  const sendId = await queueOne(db, tenant, template, person)
  start()
  await settled(db, tenant)
  const { text } = await readCaptured(db, tenant.id, sendId)
  assert.match(
    text!,
    /^Look: https:\/\/shop\.example\/parley\/v1\/m\/click\/[\w-]{64}\?u=https%3A%2F%2Fa\.example%2F%3Fx%3DLamp\.$/,
  )
})

test('several senders share the work and capture nothing twice', async () => {
  const { tenant, template } = await newCompany(db)
  const contactId = await addPerson(db, tenant)
  const sends = Array.from({ length: 500 }, () => ({
    contactId,
    templateId: template.id,
    channel: 'email' as const,
    origin: { kind: 'api', id: 'many' } as const,
    context: { interaction: { product: 'Lamp' } },
    dedupeKey: newId(),
  }))
  await transact(db, tx => queueSends(tx, tenant.id, sends, new Date()))
  const senders = [start({ mostPerLane: 30 }), start({ mostPerLane: 40 })]
  await until(async () => {
    const { count } = await db
      .selectFrom('message_sends')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('tenant_id', '=', tenant.id)
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    return count === 500
  }, 20_000)
  const facts = await factsOf(db, tenant)
  assert.equal(facts.filter(({ type }) => type === 'message.sent').length, 500)
  assert.deepEqual(
    senders.flatMap(({ errors }) => errors),
    [],
  )
})
