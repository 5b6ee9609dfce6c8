import Type from 'typebox'
import { callTrigger } from '../../../domain/triggers/call-trigger.ts'
import { operation } from '../../../http/operation.ts'
import { withPlus } from '../contacts/translate.ts'
import { triggerErrors, triggerOperation } from './translate.ts'

/** Voyado Engage › Custom triggers › POST automation/customTriggers/{triggerId}/triggerByContactTypeAndKey/{contactType}/{keyValue}. */
export const triggerByContactTypeAndKey = operation({
  ...triggerOperation,
  path: '/automation/customTriggers/{triggerId}/triggerByContactTypeAndKey/{contactType}/{keyValue}',
  name: 'CustomTriggers_TriggerByContactTypeAndKey',
  summary: 'Call a custom trigger for the contact with the key of its type',
  params: Type.Object({ triggerId: Type.String(), contactType: Type.String(), keyValue: Type.String() }),
  errors: [
    ...triggerErrors,
    'InvalidContactType',
    'InvalidEmailAddress',
    'InvalidPhoneNumber',
    'InvalidSocialSecurityNumber',
    'InvalidSearchQuery',
  ],
  async handle({ write, caller, params, body, now }) {
    const whom = { contactType: params.contactType, key: withPlus(params.keyValue) }
    await write(tx => callTrigger(tx, caller.tenant, params.triggerId, whom, body, now))
    return { status: 200 }
  },
})
