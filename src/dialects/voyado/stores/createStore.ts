import { putStore } from '../../../domain/stores/write-store.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { StoreBody, StoreModel, toStorePatch, toVoyadoStore } from './translate.ts'

/** Voyado Engage › Stores › POST stores. A store that is there is changed: a receipt may have made it. */
export const createStore = operation({
  method: 'POST',
  path: '/stores',
  name: 'StoresV_CreateStore',
  summary: 'Create a store, or change the one with its external id',
  tag: 'Stores',
  scope: 'stores:write',
  body: StoreBody,
  bodyLimit: 256 * 1024,
  replies: { 200: StoreModel, 201: StoreModel },
  errors: ['ValidationError'],
  async handle({ write, caller, body, rawBody, now }) {
    const { externalId, ...patch } = readFields(body, rawBody, caller, toStorePatch)
    const { store, isNew } = await write(tx => putStore(tx, caller.tenant, externalId, patch, now))
    return { status: isNew ? 201 : 200, body: toVoyadoStore(store) }
  },
})
