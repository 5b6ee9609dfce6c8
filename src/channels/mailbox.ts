/** A mailbox to which notifications about mails come back, read over IMAP. */
import { isIP } from 'node:net'
import type { ProviderSettings, Report } from '../domain/messaging/courier.ts'
import { mostMailBytes, readBounceMail } from './bounce-mail.ts'
import { publicAddressOf } from './guarded-socket.ts'
import { isPort, isTextUpTo } from './setting-faults.ts'

export interface MailboxSettings {
  readonly host: string
  readonly port?: number
  /** From the first byte, after STARTTLS, or not at all. */
  readonly security?: 'tls' | 'starttls' | 'none'
  readonly user: string
  readonly password: string
  /** Without it: INBOX. */
  readonly folder?: string
}

const [connectMs, silentMs, mostMs] = [15_000, 60_000, 120_000]
/** What a server may make us hold: one mail as far as it is read, and the list of those that are unread. */
const limits = {
  maxLiteralSize: 2 * mostMailBytes,
  maxLineLength: 4 * 1024 * 1024,
  maxResponseSize: 8 * 1024 * 1024,
}
const mostAtOnce = 100

export function isMailbox(value: unknown): value is MailboxSettings {
  if (typeof value !== 'object' || value === null) return false
  const known = ['host', 'port', 'security', 'user', 'password', 'folder']
  const {
    host,
    port = 993,
    security = 'tls',
    user,
    password,
    folder = 'INBOX',
  } = value as Record<string, unknown>
  return (
    Object.keys(value).every(name => known.includes(name)) &&
    [host, user, folder].every(isTextUpTo(500)) &&
    isTextUpTo(2000)(password) &&
    isPort(port) &&
    ['tls', 'starttls', 'none'].includes(security as string)
  )
}

/**
 * Reads mails that were not read before, each in turn, and marks each as read once `take` has what it tells. A mail that
 * was taken by a process which died before the mark is taken once more. Answers how many were read; after two minutes the
 * rest is left for the next time. Rejects when the mailbox is not there.
 */
export async function readMailbox(
  { mailbox }: ProviderSettings,
  allowPrivate: boolean,
  take: (reports: readonly Report[]) => Promise<void>,
): Promise<number> {
  if (!isMailbox(mailbox)) return 0
  const {
    host,
    security = 'tls',
    port = security === 'tls' ? 993 : 143,
    user,
    password,
    folder = 'INBOX',
  } = mailbox
  const { ImapFlow } = await import('imapflow') // large, and few have such a mailbox
  const client = new ImapFlow({
    host: allowPrivate ? host : await publicAddressOf(host),
    ...(isIP(host) === 0 && { servername: host }),
    port,
    secure: security === 'tls',
    doSTARTTLS: security === 'starttls',
    auth: { user, pass: password },
    logger: false,
    ...limits,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    socketTimeout: silentMs,
  })
  client.on('error', () => {}) // each command tells of its own
  const deadline = setTimeout(() => client.close(), mostMs)
  try {
    await client.connect()
    await client.mailboxOpen(folder)
    const unread = (await client.search({ seen: false }, { uid: true })) || []
    let count = 0
    for (const uid of unread.slice(0, mostAtOnce)) {
      const mail = await client.fetchOne(
        String(uid),
        { source: { start: 0, maxLength: mostMailBytes } },
        { uid: true },
      )
      if (mail === false || !mail.source) continue
      await take(await readBounceMail(mail.source))
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      count++
    }
    return count
  } finally {
    clearTimeout(deadline)
    await client.logout().catch(() => client.close())
  }
}
