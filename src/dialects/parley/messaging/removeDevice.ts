import { removeDevice as remove } from '../../../domain/messaging/write-devices.ts'
import { operation } from '../../../http/operation.ts'
import { deviceParams } from './device-model.ts'

export const removeDevice = operation({
  method: 'DELETE',
  path: '/contacts/{contactId}/devices/{deviceId}',
  name: 'removeDevice',
  summary: 'Reach a contact no more at a device',
  tag: 'Messages',
  scope: 'contacts:write',
  params: deviceParams,
  replies: { 204: null },
  errors: ['contact-id-invalid', 'contact-not-found', 'device-not-found'],
  async handle({ write, caller, params, now }) {
    await write(tx => remove(tx, caller.tenant, params.contactId, params.deviceId, now))
    return { status: 204 }
  },
})
