import Type from 'typebox'
import { updateStore as update } from '../../../domain/stores/write-store.ts'
import { operation } from '../../../http/operation.ts'
import { readFields } from '../commerce-reader.ts'
import { StoreBody, StoreModel, toStorePatch, toVoyadoStore } from './translate.ts'

/** Voyado Engage › Stores › POST stores/{externalId}. What is not named stays, null clears. */
export const updateStore = operation({
  method: 'POST',
  path: '/stores/{externalId}',
  name: 'StoresV_UpdateStore',
  summary: 'Change a store',
  tag: 'Stores',
  scope: 'stores:write',
  params: Type.Object({ externalId: Type.String() }),
  body: StoreBody,
  bodyLimit: 256 * 1024,
  replies: { 200: StoreModel },
  errors: ['ValidationError', 'StoreNotFound'],
  async handle({ write, caller, params, body, rawBody, now }) {
    const { externalId, ...patch } = readFields(body, rawBody, caller, fields => {
      const read = toStorePatch(fields)
      if (read.externalId !== '' && read.externalId !== params.externalId)
        fields.fault('externalId', 'must be the one in the address')
      return read
    })
    const store = await write(tx => update(tx, caller.tenant, externalId, patch, now))
    return { status: 200, body: toVoyadoStore(store) }
  },
})
