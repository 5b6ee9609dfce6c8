/**
 * A transaction is an order to send one contact the message of a transactional campaign, or of several: of all of them, or
 * of each only when the one before came to nothing. `move-transactions.ts` goes on to the next.
 */
import { hash } from 'node:crypto'
import { isUuid, newId } from '../../kernel/ids.ts'
import type { Tx } from '../../storage/driver.ts'
import { lockEvents } from '../../storage/log/heads.ts'
import type { Tenant } from '../accounts/tenant.ts'
import { readContact } from '../contacts/read-contact.ts'
import { type Campaign, fromRow } from './campaign.ts'
import { selectCampaign } from './campaigns.sql.ts'
import { selectDevicesOf } from './devices.sql.ts'
import { campaignNotFound, contactUnreachable, sendInvalid } from './errors.ts'
import { addressName, readAddress } from './given-address.ts'
import { hashedAddressOf, readsHashed } from './hashed-address.ts'
import { readTemplate } from './read-templates.ts'
import { selectSuppressed } from './recipients.sql.ts'
import { sendByCampaign } from './send-by-campaign.ts'
import { isAddressChannel, isDeviceChannel } from './send-channel.ts'
import { insertTransaction, selectCampaignIdByName, selectEarlier } from './transactions.sql.ts'

export const transactionModes = [
  'all',
  'fallback_on_attempt_failure',
  'fallback_on_delivery_failure',
] as const
export type TransactionMode = (typeof transactionModes)[number]

export interface NewTransaction {
  readonly name: string
  readonly contactId: string
  /** Ids of campaigns, or their names. */
  readonly campaigns: readonly string[]
  readonly mode: TransactionMode
  /** Instead of those of the contact. */
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly token: Readonly<Record<string, unknown>>
  readonly ttlSeconds: number
  /** For so long another order with the same key is this one. */
  readonly dedupe?: { readonly key: string; readonly ttlSeconds: number } | undefined
}

/** The name of an order, and how many messages were queued for it now: none when it was ordered before. */
export interface Ordered {
  readonly name: string
  readonly sends: number
}

/**
 * Queues what is ordered and answers the order: of one that was ordered within the window of another, that. Throws
 * `campaign-not-found`, `campaign-state-wrong`, and `contact-unreachable` when no campaign reaches the contact.
 */
export async function sendTransaction(
  tx: Tx,
  tenant: Tenant,
  order: NewTransaction,
  at: Date,
): Promise<Ordered> {
  await lockEvents(tx, [tenant.id])
  const campaigns = await Promise.all(order.campaigns.map(name => findCampaign(tx, tenant, name)))
  const { dedupe, mode } = order
  const dedupeHash = dedupe ? Buffer.from(hash('sha256', dedupe.key, 'hex'), 'hex') : null
  const earlier = dedupeHash && (await selectEarlier(tx, tenant.id, dedupeHash, at))
  if (earlier) return { name: earlier, sends: 0 }

  const expiresAt = new Date(at.getTime() + order.ttlSeconds * 1000)
  const context = {
    token: order.token,
    ...(order.email !== undefined && { email: order.email }),
    ...(order.phone !== undefined && { phone: order.phone }),
  }
  const trial = { tenant, id: newId(), contactId: order.contactId, context, expiresAt }
  const ids = campaigns.map(({ id }) => id)
  let sendId: string | undefined
  let place = 0
  let sends = 0
  for (const [index, id] of ids.entries()) {
    const made = await tryCampaign(tx, trial, id, at)
    if (made === undefined) continue
    sendId = made
    place = index
    sends++
    if (mode !== 'all') break
  }
  if (sendId === undefined) throw contactUnreachable()
  await insertTransaction(tx, {
    tenant_id: tenant.id,
    id: trial.id,
    name: order.name,
    contact_id: order.contactId,
    mode,
    campaign_ids: ids,
    place,
    send_id: sendId,
    context,
    dedupe_hash: dedupeHash,
    dedupe_until: dedupe ? new Date(at.getTime() + dedupe.ttlSeconds * 1000) : null,
    expires_at: expiresAt,
    is_open: mode !== 'all' && place < ids.length - 1,
    created_at: at,
  })
  return { name: order.name, sends }
}

async function findCampaign(tx: Tx, tenant: Tenant, name: string): Promise<Campaign> {
  const id = isUuid(name) ? name : await selectCampaignIdByName(tx, tenant.id, name)
  const row = id === undefined ? undefined : await selectCampaign(tx, tenant.id, id)
  if (row?.kind !== 'transactional') throw campaignNotFound(name.slice(0, 100))
  return fromRow(row)
}

export interface Trial {
  readonly tenant: Pick<Tenant, 'id'>
  readonly id: string
  readonly contactId: string
  readonly context: Readonly<Record<string, unknown>>
  readonly expiresAt: Date
}

/** The id of the send, or nothing when the contact cannot be reached by the campaign's channel. */
export async function tryCampaign(
  tx: Tx,
  { tenant, id, contactId, context, expiresAt }: Trial,
  campaignId: string,
  at: Date,
): Promise<string | undefined> {
  const row = await selectCampaign(tx, tenant.id, campaignId)
  if (!row) throw campaignNotFound(campaignId)
  const { channel } = await readTemplate(tx, tenant.id, row.template_id)
  const contact = await readContact(tx, tenant as Tenant, contactId)
  const { attributes, preferences } = contact
  if (preferences[channel as keyof typeof preferences] === false) return undefined
  const { token, email, phone } = context
  let address: string | undefined
  if (isAddressChannel(channel)) {
    const own = channel === 'email' ? (email ?? attributes.email) : (phone ?? attributes.mobilePhone)
    address = typeof own === 'string' ? readAddress(own, channel, at) : undefined
    const hashed = address === undefined ? hashedAddressOf(contact, channel) : undefined
    const place = address ?? hashed
    if (place === undefined || (hashed !== undefined && !(await readsHashed(tx, tenant.id, channel))))
      return undefined
    if ((await selectSuppressed(tx, tenant.id, channel, [place])).size > 0) return undefined
  } else if (isDeviceChannel(channel)) {
    const devices = await selectDevicesOf(tx, tenant.id, [contactId], channel, 1)
    if (devices.length === 0) return undefined
  }
  const outcome = await sendByCampaign(
    tx,
    tenant.id,
    campaignId,
    {
      contactId,
      context: { token, ...(address !== undefined && { [addressName]: address }) },
      dedupeKey: id,
      expiresAt,
    },
    at,
  )
  if ('refusal' in outcome)
    throw sendInvalid([{ field: 'token', message: `cannot be used: ${outcome.refusal}` }])
  return outcome.id
}
