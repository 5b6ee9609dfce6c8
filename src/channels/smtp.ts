/**
 * E-mail through a mail server (SMTP, RFC 5321), over a pool of connections.
 *
 * A message is handed over once: the pool is told to put none back into its queue. What the server answered is certain.
 * When the connection breaks after the message began to be read, nobody knows.
 */
import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { createTransport } from 'nodemailer'
import { normaliseEmail } from '../domain/contacts/email-address.ts'
import type {
  Courier,
  CourierKind,
  CourierOptions,
  Handover,
  OutgoingMessage,
  ProviderSettings,
} from '../domain/messaging/courier.ts'
import type { Sender } from '../domain/messaging/template.ts'
import { connectGuarded } from './guarded-socket.ts'
import { isMailbox, readMailbox } from './mailbox.ts'
import { isPort, isTextUpTo, type SettingRule, settingFaults } from './setting-faults.ts'

/**
 * What a signature covers of the header (RFC 6376, section 5.4.1). Without both fields about unsubscribing nobody offers
 * to do it with one click (RFC 8058, section 4).
 */
const signedFields = [
  ...['From', 'Sender', 'Reply-To', 'To', 'Cc', 'Subject', 'Date', 'Message-ID'],
  ...['MIME-Version', 'Content-Type', 'Content-Transfer-Encoding'],
  ...['List-Unsubscribe', 'List-Unsubscribe-Post'],
].join(':')

const [connectMs, deliverMs] = [15_000, 60_000]
const messagesPerConnection = 1000

interface SmtpSettings {
  readonly host: string
  readonly port?: number
  /** From the first byte, after STARTTLS (which must then be there), or not at all. */
  readonly security?: 'tls' | 'starttls' | 'none'
  readonly user?: string
  readonly password?: string
  readonly from: Sender
  /** Where mails come back to that cannot be delivered; each has the id of its send in it. */
  readonly bounceTo?: string
  /** The mailbox of that address, which is then read: see mailbox.ts. */
  readonly mailbox?: object
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly privateKey: string }
}

const isOne = (
  value: unknown,
  fits: Readonly<Record<string, (text: unknown) => boolean>>,
  needed: string[],
) =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).every(name => Object.hasOwn(fits, name)) &&
  Object.entries(fits).every(([name, fitsIt]) => {
    const own = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
    return own === undefined ? !needed.includes(name) : fitsIt(own)
  })
const isAddress = (value: unknown) => typeof value === 'string' && normaliseEmail(value) !== undefined
const isKey = (value: unknown) =>
  typeof value === 'string' && value.length <= 10_000 && /^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(value)

const rules: Readonly<Record<string, SettingRule>> = {
  host: { isNeeded: true, words: 'the name or address of a mail server', fits: isTextUpTo(255) },
  port: { words: 'a port', fits: isPort },
  security: {
    words: 'tls, starttls or none',
    fits: value => ['tls', 'starttls', 'none'].includes(value as string),
  },
  user: { words: 'a text of 1 to 500 characters', fits: isTextUpTo(500) },
  password: { words: 'a text of 1 to 2000 characters', fits: isTextUpTo(2000) },
  from: {
    isNeeded: true,
    words: 'an object of address and perhaps name and replyTo',
    fits: value =>
      isOne(value, { address: isAddress, name: isTextUpTo(200), replyTo: isAddress }, ['address']),
  },
  bounceTo: { words: 'an e-mail address', fits: isAddress },
  mailbox: {
    words: 'an object of host, user, password and perhaps port, security (tls, starttls, none) and folder',
    fits: isMailbox,
  },
  dkim: {
    words: 'an object of domain, selector and privateKey (PEM)',
    fits: value =>
      isOne(value, { domain: isTextUpTo(255), selector: isTextUpTo(63), privateKey: isKey }, [
        'domain',
        'selector',
        'privateKey',
      ]),
  },
}

type TellSocket = (error: Error | null, socket: { connection: Socket } | false) => void

export const smtp: CourierKind = {
  name: 'smtp',
  channel: 'email',
  secretSettings: ['password', 'dkim', 'mailbox'],
  faultsOf: settings => settingFaults(settings, rules),
  knowsIds: () => false,
  open,
  readReturned: (settings, { allowPrivate }, take) => readMailbox(settings, allowPrivate, take),
}

function open(given: ProviderSettings, concurrency: number, { allowPrivate }: CourierOptions): Courier {
  const settings = given as unknown as SmtpSettings
  const { host, security = 'starttls', user, password = '', dkim, bounceTo } = settings
  const port = settings.port ?? (security === 'tls' ? 465 : 587)
  const transport = createTransport({
    pool: true,
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    maxConnections: concurrency,
    maxMessages: messagesPerConnection,
    maxRequeues: 0,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: deliverMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    ...(user !== undefined && { auth: { user, pass: password } }),
    ...(dkim && {
      dkim: {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: dkim.privateKey,
        headerFieldNames: signedFields,
      },
    }),
    getSocket(_options: object, tell: TellSocket) {
      connectGuarded({ host, port, isSecure: security === 'tls' }, allowPrivate, connectMs).then(
        connection => tell(null, { connection }),
        error => tell(error as Error, false),
      )
    },
  })
  transport.on('error', () => {}) // each message tells of its own
  const begun = new WeakSet<object>()
  transport.use('stream', (mail, next) => {
    mail.message.transform(() => {
      const { mark } = mail.data as { mark?: object }
      if (mark) begun.add(mark)
      return new PassThrough()
    })
    next()
  })

  return {
    async deliver(message) {
      const mark = {}
      try {
        const returned =
          bounceTo === undefined
            ? {}
            : { envelope: { from: returnPath(bounceTo, message.sendId), to: message.to } }
        const mail = {
          ...toMail(message, settings.from),
          ...returned,
          mark,
          signal: AbortSignal.timeout(deliverMs),
        }
        const { response } = await transport.sendMail(mail)
        return { kind: 'accepted', reference: String(response).slice(0, 500) }
      } catch (error) {
        return toHandover(error as SmtpError, begun.has(mark))
      }
    },
    close: () => transport.close(),
  }
}

function toMail(message: OutgoingMessage, own: Sender) {
  const from = message.from ?? own
  const replyTo = from.replyTo ?? own.replyTo
  const domain = from.address.slice(from.address.lastIndexOf('@') + 1)
  return {
    messageId: `<${message.sendId}@${domain}>`,
    from: { address: from.address, name: from.name ?? '' },
    to: { address: message.to, name: '' },
    subject: message.subject ?? '',
    headers: { ...message.headers },
    ...(replyTo !== undefined && { replyTo }),
    ...(message.html !== null && { html: message.html }),
    ...(message.text !== null && { text: message.text }),
  }
}

/** `bounces@shop.example` to `bounces+<id>@shop.example`: also a mail that names nothing tells whose it was. */
function returnPath(bounceTo: string, sendId: string): string {
  const at = bounceTo.lastIndexOf('@')
  return `${bounceTo.slice(0, at)}+${sendId}${bounceTo.slice(at)}`
}

interface SmtpError extends Error {
  readonly code?: string
  readonly command?: string
  readonly responseCode?: number
}

function toHandover({ message, code, command, responseCode }: SmtpError, isBegun: boolean): Handover {
  const detail = message.slice(0, 300)
  if (code === 'EAUTH') return { kind: 'unavailable', detail }
  if (responseCode !== undefined && responseCode >= 500 && command !== 'CONN')
    return { kind: 'refused', isAddress: command === 'RCPT TO', detail }
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'unavailable', detail }
  return isBegun ? { kind: 'unknown', detail } : { kind: 'unavailable', detail }
}
