import type { CourierKind, CourierOptions } from '../domain/messaging/courier.ts'
import { recordReports } from '../domain/messaging/record-reports.ts'
import { listMailboxProviders, type MailboxProvider } from '../domain/messaging/write-providers.ts'
import { transact } from '../storage/database.ts'
import { every } from './every.ts'
import type { WorkerParts } from './parts.ts'

const minuteMs = 60_000
/** So long a mailbox that was not there rests. */
const restMs = 10 * minuteMs
const mostAtOnce = 8

/** Providers of a tenant whose mails come back to one mailbox. */
const mailboxOf = ({ tenantId, provider: { kind, settings } }: MailboxProvider) =>
  JSON.stringify([tenantId, kind, settings.mailbox])

/**
 * Reads the mailboxes to which mails come back, and takes what they tell: bounces, complaints, deliveries. A mailbox of
 * several providers is read once for all of them, as long as one of them is enabled.
 */
export function returnedMailLoop(
  { database: { db }, clock, signal, onError }: WorkerParts,
  kinds: readonly CourierKind[],
  options: CourierOptions,
  pauseMs = minuteMs,
) {
  const restUntil = new Map<string, number>()

  async function read(sharing: readonly MailboxProvider[]) {
    const { tenantId, clock: tenantClock, provider } = sharing[0]!
    if ((restUntil.get(provider.id) ?? 0) > performance.now()) return
    try {
      const kind = kinds.find(({ name }) => name === provider.kind)
      await kind?.readReturned?.(provider.settings, options, async reports => {
        if (reports.length === 0) return
        await transact(db, async tx => {
          for (const { provider: each } of sharing)
            await recordReports(tx, tenantId, each.id, reports, clock.now(tenantClock))
        })
        signal.appended('events', [tenantId])
      })
      restUntil.delete(provider.id)
    } catch (error) {
      restUntil.set(provider.id, performance.now() + restMs)
      onError(error, 'returned-mail') // of one mailbox; the others are read
    }
  }

  return every(
    pauseMs,
    async stopping => {
      const byMailbox = Map.groupBy(await listMailboxProviders(db), mailboxOf)
      const mailboxes = [...byMailbox.values()].filter(own => own.some(({ provider }) => provider.isEnabled))
      for (let from = 0; from < mailboxes.length && !stopping.aborted; from += mostAtOnce)
        await Promise.all(mailboxes.slice(from, from + mostAtOnce).map(read))
    },
    error => onError(error, 'returned-mail'),
  )
}
