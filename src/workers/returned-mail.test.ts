import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import type { AddressInfo, Server } from 'node:net'
import { after, afterEach, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import hoodiecrow from 'hoodiecrow-imap'
import { testDatabase } from '../../test/kit/database.ts'
import { until } from '../../test/kit/eventually.ts'
import { complaint, statusMail } from '../../test/kit/returned-mail.ts'
import { addPerson, addProvider, newCompany, queueOne, sendsOf } from '../../test/kit/sends.ts'
import { couriers } from '../channels/couriers.ts'
import { listSuppressions } from '../domain/messaging/suppression.ts'
import { systemClock } from '../kernel/clock.ts'
import { createLogSignal } from '../storage/log/signal.ts'
import { returnedMailLoop } from './returned-mail.ts'

const database = await testDatabase()
const { db } = database
const running: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(running.splice(0).map(each => each.stop()))
})
after(() => database.close())

/** Key and certificate of a mail server at 127.0.0.1, for whom nobody vouches but himself. */
const credentials = readFileSync(new URL('../../test/kit/mail-server.pem', import.meta.url), 'utf8')
type Security = 'none' | 'tls' | 'starttls'

/** A mailbox on a server of its own, and where it is. */
async function newMailbox(
  mails: readonly string[],
  security: Security = 'none',
  offered: Security = security,
) {
  const messages = mails.map(raw => ({ raw }))
  const imap = hoodiecrow({
    users: { shop: { password: 'secret' } },
    storage: { INBOX: { messages } },
    secureConnection: offered === 'tls',
    plugins: offered === 'starttls' ? ['STARTTLS'] : [],
    credentials: { key: credentials, cert: credentials },
  })
  await new Promise<void>(resolve => imap.listen(0, '127.0.0.1', resolve))
  after(() => imap.close())
  const { port } = (imap.server as Server).address() as AddressInfo
  const mailbox = { host: '127.0.0.1', port, security, user: 'shop', password: 'secret' }
  return { mailbox, messages: messages as { raw: string; flags?: string[] }[] }
}

/** Has this process vouch for the server, as an operator does with `NODE_EXTRA_CA_CERTS`, while work is done. */
async function whileTrusted(work: () => Promise<void>) {
  const known = getCACertificates('default')
  setDefaultCACertificates([...known, credentials])
  try {
    await work()
  } finally {
    setDefaultCACertificates(known)
  }
}

function start(allowPrivate = true) {
  const errors: string[] = []
  const parts = {
    database: { ...database, onDeath: () => {} },
    blobs: undefined as never,
    clock: systemClock(),
    signal: createLogSignal(),
    onError: (error: unknown) => errors.push(String(error)),
  }
  const options = { allowPrivate, allowPrivateDevices: false }
  running.push(returnedMailLoop(parts, couriers, options, 10))
  return errors
}

const from = { address: 'shop@shop.example' }

test('what came back to the mailbox of a provider is read once: bounces, complaints and all else', async () => {
  const { tenant, template } = await newCompany(db)
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push(await queueOne(db, tenant, template, await addPerson(db, tenant)))
  const [gone, full, angry] = ids as [string, string, string]
  const { mailbox, messages } = await newMailbox([
    'Subject: I am away\r\n\r\nUntil Monday',
    statusMail({ sendId: gone }),
    statusMail({ sendId: full, status: '5.2.2', diagnostic: 'smtp; 552 5.2.2 full' }),
    complaint({ sendId: angry }),
    statusMail({ sendId: tenant.id }),
  ])
  const settings = { host: 'mail.example.com', from, bounceTo: 'bounces@shop.example', mailbox }
  const provider = await addProvider(db, tenant, { kind: 'smtp', settings })
  for (const id of ids)
    await db
      .updateTable('message_sends')
      .set({ state: 'sent', provider_id: provider.id, address: `${id}@example.com` })
      .where('tenant_id', '=', tenant.id)
      .where('id', '=', id)
      .execute()
  const errors = start()
  await until(async () => messages.every(({ flags }) => flags?.includes('\\Seen')))
  assert.deepEqual(
    (await sendsOf(db, tenant)).map(({ state }) => state),
    ['bounced', 'bounced', 'sent'],
  )
  const { items } = await listSuppressions(db, tenant.id, { limit: 10 })
  assert.deepEqual(
    items.map(({ address, reason }) => [address, reason]).sort(),
    [
      [`${gone}@example.com`, 'bounce'],
      [`${angry}@example.com`, 'complaint'],
    ].sort(),
  )
  assert.deepEqual(errors, [])
})

test('a mailbox to which mails of several providers come back tells of all of them', async () => {
  const { tenant, template } = await newCompany(db)
  const ids: string[] = []
  const several = 10
  for (let n = 0; n < several; n++)
    ids.push(await queueOne(db, tenant, template, await addPerson(db, tenant)))
  const { mailbox, messages } = await newMailbox(ids.map(sendId => statusMail({ sendId })))
  for (const id of ids) {
    const settings = { host: 'mail.example.com', from, mailbox }
    const isEnabled = id !== ids[0] // what one sent that is switched off comes back, too
    const { id: providerId } = await addProvider(db, tenant, { kind: 'smtp', settings, isEnabled })
    await db
      .updateTable('message_sends')
      .set({ state: 'sent', provider_id: providerId, address: `${id}@example.com` })
      .where('tenant_id', '=', tenant.id)
      .where('id', '=', id)
      .execute()
  }
  start()
  await until(async () => messages.every(isRead))
  assert.deepEqual(
    (await sendsOf(db, tenant)).map(({ state }) => state),
    Array(several).fill('bounced'),
  )
})

test('a mailbox that is not there, or is in a private network, is told and holds up no other', async () => {
  const { tenant } = await newCompany(db)
  const { mailbox } = await newMailbox([])
  const wrong = { ...mailbox, password: 'wrong' }
  await addProvider(db, tenant, {
    kind: 'smtp',
    settings: { host: 'mail.example.com', from, mailbox: wrong },
  })
  const errors = start()
  await until(() => errors.length > 0)
  const guarded = start(false)
  await until(() => guarded.some(text => /not public|refused/i.test(text)))
})

const isRead = ({ flags }: { flags?: string[] }) => flags?.includes('\\Seen') === true

for (const security of ['tls', 'starttls'] as const)
  test(`a mailbox is read over TLS (${security}) when its certificate is good, and else not`, async () => {
    const { tenant } = await newCompany(db)
    const { mailbox, messages } = await newMailbox(['Subject: I am away\r\n\r\nUntil Monday'], security)
    const settings = { host: 'mail.example.com', from, mailbox }
    await addProvider(db, tenant, { kind: 'smtp', settings })
    const errors = start()
    await until(() => errors.some(text => /self-signed certificate/i.test(text)))
    assert.equal(messages.some(isRead), false)
    await running.pop()!.stop()
    await whileTrusted(async () => {
      start()
      await until(() => messages.every(isRead))
      await running.pop()!.stop()
    })
  })

test('a mailbox that is to be read after STARTTLS is not read in the clear by a server without it', async () => {
  const { tenant } = await newCompany(db)
  const { mailbox, messages } = await newMailbox(['Subject: Hello\r\n\r\nYou'], 'starttls', 'none')
  const settings = { host: 'mail.example.com', from, mailbox }
  await addProvider(db, tenant, { kind: 'smtp', settings })
  const errors = start()
  await until(() => errors.some(text => /starttls/i.test(text)))
  assert.equal(messages.some(isRead), false)
})
