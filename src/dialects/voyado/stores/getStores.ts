import Type from 'typebox'
import { listStores } from '../../../domain/stores/read-stores.ts'
import { operation } from '../../../http/operation.ts'
import { StoreModel, toVoyadoStore } from './translate.ts'

/** Voyado Engage › Stores › GET stores. A bare list, by external id; inactive stores only when asked for. */
export const getStores = operation({
  method: 'GET',
  path: '/stores',
  name: 'StoresV_GetStores',
  summary: 'List the stores',
  tag: 'Stores',
  scope: 'stores:read',
  query: Type.Object({ includeInactive: Type.Boolean({ default: false }) }),
  replies: { 200: Type.Array(StoreModel) },
  async handle({ db, caller, query }) {
    const stores = await listStores(db, caller.tenant, query.includeInactive)
    return { status: 200, body: stores.map(toVoyadoStore) }
  },
})
