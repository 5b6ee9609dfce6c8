import Type, { type Static } from 'typebox'
import { couriers } from '../../../channels/couriers.ts'
import type { Provider } from '../../../domain/messaging/provider.ts'
import { providerChannels } from '../../../domain/messaging/write-providers.ts'

const time = Type.String({ format: 'date-time' })
const PerSecond = Type.Union([Type.Integer(), Type.Null()], { description: 'Over all processes.' })
const Settings = Type.Record(Type.String(), Type.Unknown(), {
  description: 'By kind; secrets are not told again.',
})

const changeable = {
  name: Type.String({ maxLength: 200 }),
  priority: Type.Integer({ description: 'The lowest is asked first.' }),
  settings: Settings,
  concurrency: Type.Integer({ description: 'So many messages at a time, by each process.' }),
  perSecond: PerSecond,
  isEnabled: Type.Boolean(),
}

export const ProviderBody = Type.Object({
  ...Type.Partial(Type.Object(changeable)).properties,
  name: changeable.name,
  channel: Type.String({ description: providerChannels.join(', ') }),
  kind: Type.String({ description: ['outbox', ...couriers.map(({ name }) => name)].join(', ') }),
})

export const ProviderPatch = Type.Partial(Type.Object(changeable))

export const ProviderModel = Type.Object({
  ...changeable,
  id: Type.String(),
  channel: Type.String(),
  kind: Type.String(),
  version: Type.Integer(),
  createdAt: time,
  updatedAt: time,
})

/** What is told instead of a secret. Sent back, it leaves the secret as it is. */
export const hidden = '***'

export const providerParams = Type.Object({ providerId: Type.String() })

/** Without its secrets: they are `***`. */
export function toWireProvider(provider: Provider): Static<typeof ProviderModel> {
  const { settings, createdAt, updatedAt, ...rest } = provider
  const secret = couriers.find(({ name }) => name === provider.kind)?.secretSettings ?? []
  const shown = Object.entries(settings).map(([name, value]) => [
    name,
    secret.includes(name) ? hidden : value,
  ])
  return {
    ...rest,
    settings: Object.fromEntries(shown),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }
}
