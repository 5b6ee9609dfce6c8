import Type from 'typebox'
import { callTrigger } from '../../../domain/triggers/call-trigger.ts'
import { operation } from '../../../http/operation.ts'
import { triggerErrors, triggerOperation } from './translate.ts'

/** Voyado Engage › Custom triggers › POST automation/customTriggers/{triggerId}/triggerByContactId/{contactId}. */
export const triggerByContactId = operation({
  ...triggerOperation,
  path: '/automation/customTriggers/{triggerId}/triggerByContactId/{contactId}',
  name: 'CustomTriggers_TriggerByContactId',
  summary: 'Call a custom trigger for a contact',
  params: Type.Object({ triggerId: Type.String(), contactId: Type.String() }),
  errors: [...triggerErrors, 'InvalidContactId'],
  async handle({ write, caller, params, body, now }) {
    const whom = { contactId: params.contactId }
    await write(tx => callTrigger(tx, caller.tenant, params.triggerId, whom, body, now))
    return { status: 200 }
  },
})
