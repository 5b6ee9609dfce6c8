/**
 * Addresses that only the company can read (WebEngage › Private ESP): it sends them as `hashedEmail` and `hashedPhone`, in a
 * form of its own. They stand in for an address where only private providers carry a channel; any other would not know
 * where to go.
 */
import type { Db } from '../../storage/driver.ts'
import type { Contact } from '../contacts/contact.ts'
import { outboxKind } from './provider.ts'
import { selectProviders } from './providers.sql.ts'
import type { SendChannel } from './send-channel.ts'

const attributeOf: Partial<Record<SendChannel, string>> = {
  email: 'hashedEmail',
  sms: 'hashedPhone',
  whatsapp: 'hashedPhone',
}
const readers: ReadonlySet<string> = new Set(['private-email', 'private-sms', 'private-whatsapp'])

/** What the contact has for a channel in place of an address, if anything. */
export function hashedAddressOf({ attributes }: Contact, channel: SendChannel): string | undefined {
  const name = attributeOf[channel]
  const value = name !== undefined && Object.hasOwn(attributes, name) ? attributes[name] : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** Whether those who carry a channel can read hashed addresses. What is captured goes nowhere. */
export async function readsHashed(db: Db, tenantId: string, channel: SendChannel): Promise<boolean> {
  const providers = await selectProviders(db, tenantId)
  const kinds = providers
    .filter(each => each.channel === channel && each.is_enabled && each.kind !== outboxKind)
    .map(({ kind }) => kind)
  return kinds.length > 0 && kinds.every(kind => readers.has(kind))
}
