import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, statusMail } from '../../test/kit/returned-mail.ts'
import { newId } from '../kernel/ids.ts'
import { readBounceMail } from './bounce-mail.ts'

const read = (text: string) => readBounceMail(Buffer.from(text))

test('a mailbox that is not there is a bounce for good, as Postfix tells it', async () => {
  const sendId = newId()
  assert.deepEqual(await read(statusMail({ sendId })), [
    {
      sendId,
      outcome: 'bounced',
      isPermanent: true,
      detail:
        '5.1.1 550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown in virtual mailbox table',
    },
  ])
})

test('what says nothing about the address is a bounce that leaves it be', async () => {
  const sendId = newId()
  for (const [status, diagnostic, isPermanent] of [
    ['5.1.1', 'smtp; 550 5.1.1 no such user', true],
    ['5.1.10', 'smtp; 550 5.1.10 RESOLVER.ADR.RecipientNotFound', true],
    ['5.2.1', 'smtp; 550 5.2.1 The email account is disabled', true],
    ['5.0.0', 'smtp; 550-5.1.1 The email account that you tried to reach does not exist', true],
    ['5.0.0', 'smtp; 550 Requested action not taken: mailbox unavailable', true],
    ['', 'smtp; 553 sorry, no mailbox here', true],
    ['5.0.0', 'smtp; 554 Message not allowed', false],
    ['5.2.2', 'smtp; 552 5.2.2 mailbox full', false],
    ['5.3.4', 'smtp; 552 5.3.4 message too big', false],
    ['5.7.1', 'smtp; 550 5.7.1 looks like spam', false],
    ['5.1.8', 'smtp; 501 5.1.8 sender domain does not exist', false],
    ['4.4.1', 'smtp; connect to mx.example.com: Connection timed out', false],
    ['4.2.2', 'smtp; 452 4.2.2 over quota', false],
  ] as const) {
    const [report] = await read(statusMail({ sendId, status, diagnostic }))
    assert.deepEqual(
      [report?.outcome, report?.isPermanent],
      ['bounced', isPermanent],
      `${status} ${diagnostic}`,
    )
  }
})

test('a mail that may yet arrive says nothing, and one that arrived says so', async () => {
  const sendId = newId()
  assert.deepEqual(await read(statusMail({ sendId, action: 'delayed', status: '4.4.1' })), [])
  assert.deepEqual(await read(statusMail({ sendId, action: 'relayed', status: '2.0.0' })), [])
  assert.deepEqual(await read(statusMail({ sendId, action: 'delivered', status: '2.0.0' })), [
    { sendId, outcome: 'delivered' },
  ])
})

test('whose it was is told by the mail that came back, by its headers alone, or by where it came back to', async () => {
  const sendId = newId()
  const bare = { sendId, original: '' }
  for (const mail of [
    statusMail({ sendId, originalType: 'text/rfc822-headers' }),
    statusMail({ sendId, encoding: 'base64' }),
    statusMail({ ...bare, to: `bounces+${sendId}@shop.example` }),
    statusMail({ ...bare, headers: `X-Original-To: bounces+${sendId.toUpperCase()}@shop.example\r\n` }),
    statusMail({ ...bare, headers: `In-Reply-To: <${sendId}@shop.example>\r\n` }),
    statusMail({ sendId }).replaceAll('\r\n', '\n'),
  ])
    assert.deepEqual(
      (await read(mail)).map(report => report.sendId),
      [sendId],
    )
  assert.deepEqual(await read(statusMail(bare)), [])
})

test('a complaint is told as such, unless the contact took it back', async () => {
  const sendId = newId()
  assert.deepEqual(await read(complaint({ sendId })), [
    { sendId, outcome: 'complained', detail: 'abuse SomeGenerator/1.0' },
  ])
  assert.deepEqual(await read(complaint({ sendId, type: 'not-spam' })), [])
})

test('answers of people and machines, and what is no mail at all, say nothing', async () => {
  const sendId = newId()
  const answer = `From: ada@example.com\r\nTo: bounces+${sendId}@shop.example\r\nSubject: Re: News\r\nAuto-Submitted: auto-replied\r\n\r\nI am away. 550 5.1.1\r\n`
  const nested = `Content-Type: multipart/mixed; boundary=a\r\n\r\n${'--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n'.repeat(2000)}`
  for (const text of [
    answer,
    nested,
    '',
    '\0\xff'.repeat(1000),
    'Subject: x'.repeat(100_000),
    '=?utf-8?q?'.repeat(50_000),
  ]) {
    assert.deepEqual(await read(text), [])
  }
})
