import { randomBytes } from 'node:crypto'
import type { Db, Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import { type Tenant, fromRow as toTenant } from '../accounts/tenant.ts'
import { updateContact } from '../contacts/update-contact.ts'
import { isGenuine, type LinkKind, readLink, writeLink } from './link.ts'
import { ensureLinkKey, selectTenantWithLinkKey } from './recipients.sql.ts'
import { recordClicked, recordOpened } from './record-reports.ts'
import { fromRow } from './send.ts'
import { lockSend, selectSend, updateSend } from './sends.sql.ts'

/** A link that was followed, and whose signature is good: of which send of whom. */
export interface GenuineLink {
  readonly tenant: Tenant
  readonly sendId: string
}

/** Reads a link that somebody followed; undefined when it is none of ours. */
export async function checkLink(
  db: Db,
  kind: LinkKind,
  token: string,
  url = '',
): Promise<GenuineLink | undefined> {
  const link = readLink(token)
  const row = link && (await selectTenantWithLinkKey(db, link.tenantId))
  return link && row && isGenuine(row.key, kind, token, url)
    ? { tenant: toTenant(row), sendId: link.sendId }
    : undefined
}

/** Notes that a message was opened. */
export async function noteOpened(tx: Tx, { tenant, sendId }: GenuineLink, at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  await recordOpened(tx, tenant.id, sendId, at)
}

/** Notes that a link of a message was followed: the first twenty times are facts. Who clicks has opened, too. */
export async function noteClicked(
  tx: Tx,
  { tenant, sendId }: GenuineLink,
  url: string,
  at: Date,
): Promise<void> {
  await lockEvents(tx, [tenant.id])
  await recordClicked(tx, tenant.id, sendId, url, at)
}

/** The channel that the contact would leave by a link; undefined when there is no such send any more. */
export async function channelOfLink(db: Db, { tenant, sendId }: GenuineLink): Promise<string | undefined> {
  return (await selectSend(db, tenant.id, sendId))?.channel
}

/** The contact accepts the channel of the message no more, and the message has it that it was by it. */
export async function unsubscribe(tx: Tx, { tenant, sendId }: GenuineLink, at: Date): Promise<void> {
  await lockEvents(tx, [tenant.id])
  const row = await lockSend(tx, tenant.id, sendId)
  if (!row) return
  await updateSend(tx, tenant.id, sendId, { unsubscribed_at: row.unsubscribed_at ?? at })
  const { contactId, channel } = fromRow(row)
  await updateContact(tx, tenant, contactId, { preferences: { [channel]: false } }, at)
}

/** The token of the address to which a provider posts what became of messages. */
export async function reportToken(tx: Tx, tenantId: string, providerId: string): Promise<string> {
  const key = await ensureLinkKey(tx, tenantId, randomBytes(32))
  return writeLink(key, 'report', { tenantId, sendId: providerId })
}
