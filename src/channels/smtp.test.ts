import assert from 'node:assert/strict'
import { createVerify, generateKeyPairSync } from 'node:crypto'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { OutgoingMessage } from '../domain/messaging/courier.ts'
import { newId } from '../kernel/ids.ts'
import { smtp } from './smtp.ts'

const open: { close(): void }[] = []
after(() => {
  for (const each of open) each.close()
})

interface Mail {
  readonly to: string[]
  readonly from: string
  readonly user: string | undefined
  readonly source: string
}

/** A mail server that keeps what it takes. */
async function mailServer(options: SMTPServerOptions = {}) {
  const mails: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onAuth: (auth, _session, tell) =>
      auth.password === 'secret' ? tell(null, { user: auth.username }) : tell(new Error('wrong')),
    onData(stream, session, tell) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('end', () => {
        const { rcptTo, mailFrom } = session.envelope
        mails.push({
          to: rcptTo.map(({ address }) => address),
          from: mailFrom ? mailFrom.address : '',
          user: session.user as string | undefined,
          source: Buffer.concat(chunks).toString(),
        })
        tell()
      })
    },
    ...options,
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => server.close() })
  return { server, mails, port: (server.server.address() as AddressInfo).port }
}

function courierTo(port: number, settings: object = {}, options = { allowPrivate: true }) {
  const whole = {
    host: '127.0.0.1',
    port,
    security: 'none',
    from: { address: 'shop@shop.example' },
    ...settings,
  }
  assert.deepEqual(smtp.faultsOf(whole), [])
  const courier = smtp.open(whole, 4, { ...options, allowPrivateDevices: false })
  open.push(courier)
  return courier
}

const message = (other: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  sendId: newId(),
  contactId: newId(),
  channel: 'email',
  to: 'ada@example.com',
  toName: null,
  devices: [],
  from: null,
  subject: 'Hej då',
  html: '<p>Hello</p>',
  text: 'Hello',
  payload: null,
  headers: {
    'List-Unsubscribe': '<https://a.example/u>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  },
  isTransactional: true,
  ...other,
})

test('a message arrives with its headers, under an id that is that of its send, signed where there is a key', async () => {
  const { mails, port } = await mailServer()
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
  const dkim = { domain: 'shop.example', selector: 's1', privateKey: pem }
  const courier = courierTo(port, { user: 'shop', password: 'secret', dkim })
  const one = message()
  assert.equal((await courier.deliver(one)).kind, 'accepted')
  const [mail] = mails
  assert.deepEqual([mail!.to, mail!.from, mail!.user], [['ada@example.com'], 'shop@shop.example', 'shop'])
  assert.match(mail!.source, new RegExp(`^Message-ID: <${one.sendId}@shop.example>`, 'm'))
  assert.match(mail!.source, /^List-Unsubscribe: <https:\/\/a\.example\/u>/m)
  assert.match(mail!.source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click/m)
  assert.match(mail!.source, /^DKIM-Signature: v=1; a=rsa-sha256; c=relaxed\/relaxed; d=shop\.example;/m)
  const signed = signedFields(mail!.source, publicKey.export({ type: 'spki', format: 'pem' }) as string)
  for (const name of ['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post'])
    assert.ok(signed.includes(name), name)
})

/** Checks the signature of the header fields (RFC 6376, relaxed) and answers which are signed. */
function signedFields(source: string, publicKey: string): string[] {
  const head = source.slice(0, source.indexOf('\r\n\r\n'))
  const fields = head.split(/\r\n(?![ \t])/)
  const relaxed = (field: string) => {
    const colon = field.indexOf(':')
    return `${field.slice(0, colon).toLowerCase()}:${field
      .slice(colon + 1)
      .replaceAll(/\s+/g, ' ')
      .trim()}`
  }
  const own = fields.find(field => field.startsWith('DKIM-Signature:'))!
  const names = /\bh=([^;]*);/.exec(own.replaceAll(/\s+/g, ''))![1]!.split(':')
  const signature = /\bb=([^;]*)$/.exec(own.replaceAll(/\s+/g, ''))![1]!
  const signed = names.map(name =>
    relaxed(fields.find(field => field.toLowerCase().startsWith(`${name.toLowerCase()}:`))!),
  )
  const unsigned = relaxed(own).replace(/\bb=[^;]*$/, 'b=')
  const verify = createVerify('RSA-SHA256').update([...signed, unsigned].join('\r\n'))
  assert.ok(verify.verify(publicKey, signature, 'base64'))
  return names.map(name => name.toLowerCase())
}

test('a mail that cannot be delivered comes back to an address that has the id of its send', async () => {
  const { mails, port } = await mailServer()
  const one = message()
  const courier = courierTo(port, { bounceTo: 'bounces@shop.example' })
  assert.equal((await courier.deliver(one)).kind, 'accepted')
  const [mail] = mails
  assert.deepEqual([mail!.from, mail!.to], [`bounces+${one.sendId}@shop.example`, ['ada@example.com']])
  assert.match(mail!.source, /^From: shop@shop\.example/m)
})

test('a subject or a name with a line break makes no header of its own', async () => {
  const { mails, port } = await mailServer()
  const from = { address: 'shop@shop.example', name: 'Shop' }
  const one = message({ subject: 'Hi\r\nBcc: all@example.com', from })
  assert.equal((await courierTo(port).deliver(one)).kind, 'accepted')
  assert.deepEqual(mails[0]!.to, ['ada@example.com'])
  assert.doesNotMatch(mails[0]!.source, /^Bcc:/m)
})

test('what the server refuses is certain: the address, the message, or later', async () => {
  const refuse = (code: number, text: string) => Object.assign(new Error(text), { responseCode: code })
  const { port } = await mailServer({
    onRcptTo: ({ address }, _session, tell) =>
      tell(
        address.startsWith('gone')
          ? refuse(550, 'no such user')
          : address.startsWith('full')
            ? refuse(452, 'full')
            : null,
      ),
    onData: (stream, _session, tell) => {
      stream.resume()
      stream.on('end', () => tell(refuse(554, 'looks like spam')))
    },
  })
  const courier = courierTo(port)
  const [gone, full, spam] = await Promise.all(
    ['gone@example.com', 'full@example.com', 'ada@example.com'].map(to => courier.deliver(message({ to }))),
  )
  assert.ok(gone?.kind === 'refused' && gone.isAddress)
  assert.ok(full?.kind === 'unavailable' && /full/.test(full.detail))
  assert.ok(spam?.kind === 'refused' && !spam.isAddress)
})

test('a server that is not there, or that does not know the password, has certainly taken nothing', async () => {
  const { server, port } = await mailServer()
  const wrong = courierTo(port, { user: 'shop', password: 'wrong' })
  assert.equal((await wrong.deliver(message())).kind, 'unavailable')
  await new Promise<void>(resolve => server.close(() => resolve()))
  assert.equal((await courierTo(port).deliver(message())).kind, 'unavailable')
})

test('when the connection breaks after the text, nobody knows, and it is not handed over again', async () => {
  let times = 0
  const sockets: Socket[] = []
  const { port } = await mailServer({
    onData(stream) {
      times++
      stream.resume()
      stream.on('end', () => {
        for (const socket of sockets) socket.destroy()
      })
    },
  })
  const between = createServer(client => {
    const upstream = connect(port, '127.0.0.1')
    sockets.push(client, upstream)
    for (const socket of [client, upstream]) socket.on('error', () => {})
    client.pipe(upstream)
    upstream.pipe(client)
  })
  await new Promise<void>(resolve => between.listen(0, '127.0.0.1', resolve))
  open.push(between)
  const courier = courierTo((between.address() as AddressInfo).port)
  assert.equal((await courier.deliver(message())).kind, 'unknown')
  assert.equal((await courier.deliver(message())).kind, 'unknown')
  assert.equal(times, 2)
})

test('a mail server in a private network is reached only when that is allowed', async () => {
  const { port, mails } = await mailServer()
  for (const host of ['127.0.0.1', 'localhost']) {
    const handover = await courierTo(port, { host }, { allowPrivate: false }).deliver(message())
    assert.equal(handover.kind, 'unavailable')
  }
  assert.deepEqual(mails, [])
})

test('settings that cannot work are refused, each with its name', () => {
  const faults = smtp.faultsOf({
    port: 0,
    security: 'maybe',
    from: { address: 'nobody' },
    dkim: { domain: 'a' },
    colour: 'red',
    __proto__: null,
  })
  assert.deepEqual(
    faults.map(({ field }) => field),
    [
      'settings.colour',
      'settings.host',
      'settings.port',
      'settings.security',
      'settings.from',
      'settings.dkim',
    ],
  )
})
