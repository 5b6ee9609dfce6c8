import Type from 'typebox'
import { listProviders as list } from '../../../domain/messaging/write-providers.ts'
import { operation } from '../../../http/operation.ts'
import { ProviderModel, toWireProvider } from './provider-model.ts'

/** In the order in which they are asked. There are twenty at most, so this list has one page. */
export const listProviders = operation({
  method: 'GET',
  path: '/providers',
  name: 'listProviders',
  summary: 'List providers',
  tag: 'Messages',
  scope: 'providers:read',
  replies: { 200: Type.Object({ items: Type.Array(ProviderModel), nextCursor: Type.Null() }) },
  async handle({ db, caller }) {
    const items = (await list(db, caller.tenant.id)).map(toWireProvider)
    return { status: 200, body: { items, nextCursor: null } }
  },
})
