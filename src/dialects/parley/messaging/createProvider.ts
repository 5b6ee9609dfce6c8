import { couriers } from '../../../channels/couriers.ts'
import { createProvider as create } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { etag } from '../etag.ts'
import { ProviderBody, ProviderModel, toWireProvider } from './provider-model.ts'

/** A channel without a provider captures what it would send in the outbox. */
export const createProvider = operation({
  method: 'POST',
  path: '/providers',
  name: 'createProvider',
  summary: 'Name a provider that carries messages',
  tag: 'Messages',
  scope: 'providers:write',
  body: ProviderBody,
  replies: { 201: ProviderModel },
  errors: ['provider-invalid'],
  async handle({ write, caller, body, now }) {
    const provider = await write(tx => create(tx, caller.tenant.id, body, couriers, now))
    return { status: 201, body: toWireProvider(provider), headers: etag(provider.version) }
  },
})
