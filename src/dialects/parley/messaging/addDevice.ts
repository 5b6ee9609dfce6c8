import { addDevice as add } from '../../../domain/messaging/write-devices.ts'
import { operation } from '../../../http/operation.ts'
import { contactParams } from '../contacts/translate.ts'
import { DeviceBody, DeviceModel, toWireDevice } from './device-model.ts'

/** One that is known already is this contact's from now on, as when another person signs in. */
export const addDevice = operation({
  method: 'POST',
  path: '/contacts/{contactId}/devices',
  name: 'addDevice',
  summary: 'Keep a device at which a contact is reached by push',
  tag: 'Messages',
  scope: 'contacts:write',
  params: contactParams,
  body: DeviceBody,
  replies: { 201: DeviceModel },
  errors: ['contact-id-invalid', 'contact-not-found', 'device-invalid'],
  async handle({ write, caller, params, body, now }) {
    const device = await write(tx => add(tx, caller.tenant, params.contactId, body, now))
    return { status: 201, body: toWireDevice(device) }
  },
})
