import Type from 'typebox'
import { readStore } from '../../../domain/stores/read-stores.ts'
import { operation } from '../../../http/operation.ts'
import { StoreModel, toVoyadoStore } from './translate.ts'

/** Voyado Engage › Stores › GET stores/{externalId}. */
export const getStore = operation({
  method: 'GET',
  path: '/stores/{externalId}',
  name: 'StoresV_GetStore',
  summary: 'Read a store',
  tag: 'Stores',
  scope: 'stores:read',
  params: Type.Object({ externalId: Type.String() }),
  query: Type.Object({ includeInactive: Type.Boolean({ default: false }) }),
  replies: { 200: StoreModel },
  errors: ['StoreNotFound'],
  async handle({ db, caller, params, query }) {
    const store = await readStore(db, caller.tenant, params.externalId, query.includeInactive)
    return { status: 200, body: toVoyadoStore(store) }
  },
})
