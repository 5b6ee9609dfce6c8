import Type from 'typebox'
import { listDevices as list } from '../../../domain/messaging/write-devices.ts'
import { operation } from '../../../http/operation.ts'
import { contactParams } from '../contacts/translate.ts'
import { DeviceModel, toWireDevice } from './device-model.ts'

/** All of them, the newest first: there are ten of each channel at most. */
export const listDevices = operation({
  method: 'GET',
  path: '/contacts/{contactId}/devices',
  name: 'listDevices',
  summary: 'List the devices at which a contact is reached by push',
  tag: 'Messages',
  scope: 'contacts:read',
  params: contactParams,
  replies: { 200: Type.Object({ items: Type.Array(DeviceModel) }) },
  errors: ['contact-id-invalid', 'contact-not-found'],
  async handle({ db, caller, params }) {
    const items = await list(db, caller.tenant, params.contactId)
    return { status: 200, body: { items: items.map(toWireDevice) } }
  },
})
