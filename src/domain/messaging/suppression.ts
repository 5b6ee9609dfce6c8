/** A suppression: an address to which nothing is sent on a channel any more, and why. */
import { type Page, readPlace, toPage } from '../../kernel/page.ts'
import { isStorableText } from '../../kernel/storable.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import { normaliseEmail } from '../contacts/email-address.ts'
import { normalisePhone } from '../contacts/phone-number.ts'
import { suppressionInvalid, suppressionNotFound } from './errors.ts'
import { type AddressChannel, addressChannels, isAddressChannel } from './send-channel.ts'
import {
  deleteSuppression,
  insertSuppressions,
  type SuppressionRow,
  selectSuppressions,
} from './suppressions.sql.ts'

export interface Suppression {
  readonly channel: AddressChannel
  readonly address: string
  /** A permanent bounce, a complaint, or somebody said so. */
  readonly reason: 'bounce' | 'complaint' | 'manual'
  readonly detail: string | null
  readonly sendId: string | null
  readonly createdAt: Date
}

const fromRow = (row: SuppressionRow): Suppression => ({
  channel: row.channel as AddressChannel,
  address: row.address,
  reason: row.reason as Suppression['reason'],
  detail: row.detail,
  sendId: row.send_id,
  createdAt: row.created_at,
})

/** By channel and address. Throws `cursor-invalid`. */
export async function listSuppressions(
  db: Db,
  tenantId: string,
  { limit, cursor, channel }: { limit: number; cursor?: string; channel?: string },
): Promise<Page<Suppression>> {
  const after = readPlace(cursor, [isAddressChannel, isStorableText])
  const rows = await selectSuppressions(
    db,
    tenantId,
    { ...(channel !== undefined && { channel }), ...(after && { after }) },
    limit + 1,
  )
  return toPage(rows.map(fromRow), limit, each => [each.channel, each.address])
}

/** Nothing is sent to the address from now on. Suppressed twice is suppressed once. Throws `suppression-invalid`. */
export async function suppressAddress(
  tx: Tx,
  tenantId: string,
  input: { channel: string; address: string; detail?: string | null },
  at: Date,
): Promise<void> {
  const { channel, address } = placeOf(input)
  const detail = input.detail?.slice(0, 500) ?? null
  if (detail !== null && !isStorableText(detail))
    throw suppressionInvalid([{ field: 'detail', message: 'must be well-formed text without U+0000' }])
  await insertSuppressions(tx, tenantId, [{ channel, address, reason: 'manual', detail, sendId: null }], at)
}

/** The address may be sent to again. Throws `suppression-not-found`. */
export async function releaseAddress(
  tx: Tx,
  tenantId: string,
  input: { channel: string; address: string },
  at: Date,
): Promise<void> {
  if (!(await deleteSuppression(tx, tenantId, placeOf(input), at))) throw suppressionNotFound()
}

function placeOf({ channel, address }: { channel: string; address: string }): {
  channel: AddressChannel
  address: string
} {
  const known = isAddressChannel(channel) ? channel : undefined
  const normal = known === 'email' ? normaliseEmail(address) : normalisePhone(address, undefined)
  if (!known)
    throw suppressionInvalid([{ field: 'channel', message: `must be one of ${addressChannels.join(', ')}` }])
  if (normal === undefined)
    throw suppressionInvalid([{ field: 'address', message: 'is no address of the channel' }])
  return { channel: known, address: normal }
}
