import Type from 'typebox'
import { callTrigger } from '../../../domain/triggers/call-trigger.ts'
import { operation } from '../../../http/operation.ts'
import { triggerErrors, triggerOperation } from './translate.ts'

/** Voyado Engage › Custom triggers › POST automation/customTriggers/{triggerId}/triggerBySocialSecurityNumber/{ssn}. */
export const triggerBySocialSecurityNumber = operation({
  ...triggerOperation,
  path: '/automation/customTriggers/{triggerId}/triggerBySocialSecurityNumber/{ssn}',
  name: 'CustomTriggers_TriggerBySocialSecurityNumber',
  summary: 'Call a custom trigger for the contact with a social security number',
  params: Type.Object({ triggerId: Type.String(), ssn: Type.String() }),
  errors: [...triggerErrors, 'InvalidSocialSecurityNumber', 'InvalidSearchQuery', 'MultipleMatches'],
  async handle({ write, caller, params, body, now }) {
    const whom = { socialSecurityNumber: params.ssn }
    await write(tx => callTrigger(tx, caller.tenant, params.triggerId, whom, body, now))
    return { status: 200 }
  },
})
