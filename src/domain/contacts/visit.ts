/**
 * A visit: a page or an app of the company asked what there is for a contact to see. Whoever came within thirty days is
 * taken to come again.
 */
import { transact } from '../../storage/database.ts'
import type { Db } from '../../storage/driver.ts'
import { appendEvents } from '../../storage/log/events.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { selectVisited, selectVisits, upsertVisits } from './visits.sql.ts'

/** What is shown in apps, on sites, and in a place of a page. */
export const visitChannels = ['inApp', 'onSite', 'inline'] as const
export type VisitChannel = (typeof visitChannels)[number]

export const isVisitChannel = (channel: string): channel is VisitChannel =>
  (visitChannels as readonly string[]).includes(channel)

/** Visits that count for a channel: a page that asks for the one can show the other. */
export const visitsThatCount: Readonly<Record<VisitChannel, readonly VisitChannel[]>> = {
  inApp: ['inApp'],
  onSite: ['onSite', 'inline'],
  inline: ['onSite', 'inline'],
}

/** So long a visit counts. In hours, because it is a length of time and not of the calendar. */
export const visitCountsHours = 720
const hourMs = 3_600_000
const countsSince = (now: Date) => new Date(now.getTime() - visitCountsHours * hourMs)

/**
 * Notes a visit, at most once an hour for each channel: for most it is one statement that reads. The first one is a fact,
 * and so is one that comes when none counts any more. Answers whether it is.
 */
export async function noteVisit(
  db: Db,
  tenantId: string,
  contactId: string,
  channels: readonly VisitChannel[],
  at: Date,
): Promise<boolean> {
  const known = await selectVisits(db, tenantId, contactId)
  const isOld = (channel: VisitChannel) => (known.get(channel)?.getTime() ?? 0) <= at.getTime() - hourMs
  const wanted = channels.filter(isOld)
  if (wanted.length === 0) return false
  const since = countsSince(at)
  return transact(db, async tx => {
    await lockEvents(tx, [tenantId])
    const before = await selectVisits(tx, tenantId, contactId)
    const news = wanted.filter(channel => (before.get(channel) ?? since) <= since)
    const written = await upsertVisits(tx, tenantId, contactId, wanted, at)
    const told = news.filter(channel => written.has(channel))
    await appendEvents(
      tx,
      told.map(channel => ({ tenantId, type: 'content.visited', contactId, data: { channel }, at })),
    )
    return told.length > 0
  })
}

/** Those of the contacts that came within the time that counts. */
export const visitedContacts = (
  db: Db,
  tenantId: string,
  channel: VisitChannel,
  contactIds: readonly string[],
  now: Date,
): Promise<ReadonlySet<string>> =>
  selectVisited(db, tenantId, visitsThatCount[channel], contactIds, countsSince(now))
