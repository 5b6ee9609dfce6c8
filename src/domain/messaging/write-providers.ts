import type { TenantClock } from '../../kernel/clock.ts'
import type { Fault } from '../../kernel/domain-error.ts'
import { isUuid, newId } from '../../kernel/ids.ts'
import { isStorableText, storageFaults } from '../../kernel/storable.ts'
import type { Db, Tx } from '../../storage/driver.ts'
import type { CourierKind, ProviderSettings } from './courier.ts'
import { providerInvalid, providerNotFound } from './errors.ts'
import { fromRow, outboxKind, type Provider } from './provider.ts'
import {
  countProviders,
  deleteProviderRow,
  insertProvider,
  lockProvider,
  selectProviders,
  selectProvidersWithMailbox,
  updateProviderRow,
} from './providers.sql.ts'
import { isContentChannel, isSendChannel, sendChannels } from './send-channel.ts'

export interface ProviderInput {
  readonly name: string
  readonly channel: string
  readonly kind: string
  readonly priority?: number
  readonly settings?: ProviderSettings
  readonly concurrency?: number
  readonly perSecond?: number | null
  readonly isEnabled?: boolean
}

const mostProviders = 20
const defaultConcurrency = 8

/** What the server can make of the settings itself, it makes. Throws `provider-invalid`. */
export async function createProvider(
  tx: Tx,
  tenantId: string,
  input: ProviderInput,
  kinds: readonly CourierKind[],
  at: Date,
): Promise<Provider> {
  const kind = kinds.find(({ name }) => name === input.kind)
  const provider = checked(
    { ...input, settings: kind?.complete?.(input.settings ?? {}) ?? input.settings ?? {} },
    kinds,
  )
  if ((await countProviders(tx, tenantId)) >= mostProviders)
    throw providerInvalid([{ field: 'provider', message: `must not be more than ${mostProviders}` }])
  return fromRow(await insertProvider(tx, tenantId, newId(), provider, at))
}

/**
 * Changes a provider to what `change` makes of the present one, which stands under a lock. Throws `provider-not-found`, `provider-invalid`.
 */
export async function updateProvider(
  tx: Tx,
  tenantId: string,
  providerId: string,
  change: (present: Provider) => ProviderInput,
  kinds: readonly CourierKind[],
  at: Date,
): Promise<Provider> {
  const row = isUuid(providerId) ? await lockProvider(tx, tenantId, providerId) : undefined
  if (!row) throw providerNotFound(providerId.slice(0, 100))
  return fromRow(await updateProviderRow(tx, tenantId, row.id, checked(change(fromRow(row)), kinds), at))
}

/** What was handed over to it stays so. Throws `provider-not-found`. */
export async function deleteProvider(tx: Tx, tenantId: string, providerId: string): Promise<void> {
  const row = isUuid(providerId) ? await lockProvider(tx, tenantId, providerId) : undefined
  if (!row) throw providerNotFound(providerId.slice(0, 100))
  await deleteProviderRow(tx, tenantId, row.id)
}

/** In the order in which they are asked. There are 20 at most. */
export async function listProviders(db: Db, tenantId: string): Promise<Provider[]> {
  return (await selectProviders(db, tenantId)).map(fromRow)
}

/** A provider that has a mailbox of what came back. */
export interface MailboxProvider {
  readonly tenantId: string
  readonly clock: TenantClock
  readonly provider: Provider
}

/** Of all tenants, also those that send nothing any more: what they sent may yet come back. */
export async function listMailboxProviders(db: Db): Promise<MailboxProvider[]> {
  return (await selectProvidersWithMailbox(db)).map(row => ({
    tenantId: row.tenant_id,
    clock: { clockOffsetMs: row.clock_offset_ms, clockFrozenAt: row.clock_frozen_at },
    provider: fromRow(row),
  }))
}

/** Throws `provider-not-found`. */
export async function readProvider(db: Db, tenantId: string, providerId: string): Promise<Provider> {
  const found = (await listProviders(db, tenantId)).find(({ id }) => id === providerId.toLowerCase())
  if (!found) throw providerNotFound(providerId.slice(0, 100))
  return found
}

function checked(input: ProviderInput, kinds: readonly CourierKind[]) {
  const faults: Fault[] = []
  const add = (field: string, isFine: boolean, message: string) => isFine || faults.push({ field, message })
  const { name, channel, kind, priority = 100, settings = {}, perSecond = null, isEnabled = true } = input
  const concurrency = input.concurrency ?? defaultConcurrency
  const isWhole = (value: number, least: number, most: number) =>
    Number.isInteger(value) && value >= least && value <= most
  add(
    'name',
    name !== '' && name.length <= 200 && isStorableText(name),
    'must be a text of 1 to 200 characters',
  )
  add('priority', isWhole(priority, 0, 1_000_000), 'must be an integer from 0 to 1000000')
  add('concurrency', isWhole(concurrency, 1, 100), 'must be an integer from 1 to 100')
  add(
    'perSecond',
    perSecond === null || isWhole(perSecond, 1, 100_000),
    'must be an integer from 1 to 100000',
  )
  const courier = kinds.find(each => each.name === kind)
  const fitting = kinds.filter(each => each.channel === channel).map(each => each.name)
  if (!isSendChannel(channel) || isContentChannel(channel))
    throw providerInvalid([...faults, { field: 'channel', message: channelWords }])
  add(
    'kind',
    kind === outboxKind || courier?.channel === channel,
    `must be one of ${[outboxKind, ...fitting].join(', ')}`,
  )
  const isStorable = storageFaults(settings).length === 0 && JSON.stringify(settings).length <= 65_536
  add('settings', isStorable, 'must be at most 65536 characters of JSON that can be stored')
  if (faults.length === 0 && courier) faults.push(...courier.faultsOf(settings))
  if (faults.length > 0) throw providerInvalid(faults)
  return { name, channel, kind, priority, settings, concurrency, perSecond, isEnabled }
}

/** What is put on show is not handed over to anybody. */
export const providerChannels = sendChannels.filter(channel => !isContentChannel(channel))
const channelWords = `must be one of ${providerChannels.join(', ')}`
